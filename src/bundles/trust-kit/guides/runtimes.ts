// Java and Node, which look into neither the system's store nor the browser's.
import { type Anchor, withColons } from '../anchor.ts'
import type { Guide } from '../guide.ts'

const KEYTOOL = 'Oracle, keytool; FiloSottile, mkcert, truststore_java.go'
const NODE = 'Node.js, Command-line API, NODE_EXTRA_CA_CERTS=file'

/** Guides through the store of a Java. */
export const java = ({ stem, sha256 }: Anchor): Guide => ({
  id: 'java',
  label: 'Java',
  group: 'system',
  lineEnd: 'lf',
  files: [`${stem}.crt`],
  limits: [
    {
      id: 'which',
      text: 'Every Java on a PC has a store of its own, and an update may bring a new one. JAVA_HOME has to name the one in use. On Windows write %JAVA_HOME% for $JAVA_HOME.',
      source: KEYTOOL,
    },
    {
      id: 'password',
      text: 'changeit is the password that the store is delivered with.',
      source: KEYTOOL,
    },
  ],
  install: [
    {
      id: 'import',
      text: 'As administrator, in the folder of the file:',
      command: `keytool -importcert -noprompt -trustcacerts -alias ${stem} -file ${stem}.crt -keystore "$JAVA_HOME/lib/security/cacerts" -storepass changeit`,
      source: KEYTOOL,
      certainty: 'tested',
    },
  ],
  verify: [
    {
      id: 'list',
      text: `It shows trustedCertEntry and SHA-256 ${withColons(sha256)}`,
      command: `keytool -list -alias ${stem} -keystore "$JAVA_HOME/lib/security/cacerts" -storepass changeit`,
      source: KEYTOOL,
      certainty: 'tested',
    },
  ],
  remove: [
    {
      id: 'delete',
      text: 'As administrator:',
      command: `keytool -delete -alias ${stem} -keystore "$JAVA_HOME/lib/security/cacerts" -storepass changeit`,
      source: KEYTOOL,
      certainty: 'tested',
    },
  ],
})

/** Guides through Node.js. */
export const node = ({ stem }: Anchor): Guide => ({
  id: 'node',
  label: 'Node.js',
  group: 'system',
  lineEnd: 'lf',
  files: [`${stem}.crt`],
  limits: [
    {
      id: 'start',
      text: 'The variable is read once, when the program starts. It adds to the built-in roots and replaces none.',
      source: NODE,
    },
  ],
  install: [
    {
      id: 'variable',
      text: 'Set it in the environment of the service, with the whole path of the file.',
      command: `export NODE_EXTRA_CA_CERTS="$PWD/${stem}.crt"`,
      source: NODE,
      certainty: 'tested',
    },
    {
      id: 'windows',
      text: 'On Windows, for all programs that start afterwards:',
      command: `setx NODE_EXTRA_CA_CERTS "%CD%\\${stem}.crt"`,
      source: NODE,
      certainty: 'unverified',
    },
  ],
  verify: [
    {
      id: 'connect',
      text: 'It prints true. Write the name of your server for pbx.example.com.',
      command: `node -e "require('tls').connect(443, 'pbx.example.com', { servername: 'pbx.example.com' }, function () { console.log(this.authorized); this.end() })"`,
      source: NODE,
      certainty: 'tested',
    },
  ],
  remove: [
    {
      id: 'unset',
      text: 'Take the variable out of the environment and restart the service.',
      command: 'unset NODE_EXTRA_CA_CERTS',
      source: NODE,
    },
  ],
})

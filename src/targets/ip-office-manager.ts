// Avaya IP Office, set with IP Office Manager: an identity without chain, and CA certificates for the trusted store.
import { generic } from './generic.ts'
import type { Target } from './target.ts'

export const ipOfficeManager = {
  id: 'ip-office-manager',
  label: 'IP Office Manager',
  kind: 'pbx',
  // Not stated: the help's list of what "Set" supports is lost in every copy that was read.
  keyAlgorithms: generic.keyAlgorithms,
  hashes: generic.hashes,
  // The help names no encryption of .p12 files.
  protection: 'compatible',
  files: {
    request: [
      { name: '{name}.csr', content: 'request-pem' },
      { name: '{name}.key', content: 'private-key-pem' },
    ],
    // Help, "Trusted Certificate Store": PEM or DER, either as .cer.
    root: [
      { name: '{name}.cer', content: 'certificate-der' },
      { name: '{name}.crt', content: 'certificate-pem' },
    ],
    intermediate: [
      { name: '{name}.cer', content: 'certificate-der' },
      { name: '{name}.crt', content: 'certificate-pem' },
    ],
    // Help, "Set": the file can only contain private key and identity certificate; intermediates and root are imported
    // separately into the trusted store.
    certificate: [
      { name: '{name}-identity.p12', content: 'pkcs12-leaf' },
      { name: '{authority}.cer', content: 'authority-der' },
    ],
  },
  sources: ['Avaya, IP Office Manager 12.3, Security Settings, System, Certificate'],
} as const satisfies Target

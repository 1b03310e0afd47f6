// The target for everything without a file of its own: every algorithm, plain file names.
import type { Target } from './target.ts'

export const generic = {
  id: 'generic',
  label: 'Generic',
  kind: 'server',
  keyAlgorithms: ['rsa-2048', 'rsa-3072', 'rsa-4096', 'p-256', 'p-384', 'p-521', 'ed25519'],
  hashes: ['sha-256', 'sha-384', 'sha-512'],
  // Java's keytool refuses to work with a store passphrase of fewer than 6 characters; OpenSSL reads at most 1023.
  passphrase: { minLength: 6, maxLength: 128 },
  protection: 'modern',
  files: {
    request: [
      { name: '{name}.csr', content: 'request-pem' },
      { name: '{name}.key', content: 'private-key-pem' },
    ],
    root: [
      { name: '{name}.crt', content: 'certificate-pem' },
      { name: '{name}.der', content: 'certificate-der' },
    ],
    intermediate: [
      { name: '{name}.crt', content: 'certificate-pem' },
      { name: '{name}.der', content: 'certificate-der' },
      { name: '{name}-chain.crt', content: 'chain-pem' },
    ],
    certificate: [
      { name: '{name}.p12', content: 'pkcs12' },
      { name: '{name}.crt', content: 'certificate-pem' },
      { name: '{name}-chain.crt', content: 'chain-pem' },
      { name: '{name}.key', content: 'private-key-pem' },
      { name: '{root}.crt', content: 'root-pem' },
    ],
  },
  sources: [],
} as const satisfies Target

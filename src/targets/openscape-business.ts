// Unify OpenScape Business V3 (V3R3 and later): formats, limits and file names of its certificate pages.
import type { Target } from './target.ts'

export const openScapeBusiness = {
  id: 'openscape-business',
  label: 'OpenScape Business',
  kind: 'pbx',
  // Whitepaper section 2.1: public key length 2048; sha256RSA, sha384RSA, sha512RSA.
  keyAlgorithms: ['rsa-2048'],
  hashes: ['sha-256', 'sha-384', 'sha-512'],
  // Whitepaper section 3.1: at least 7, at most 32 characters.
  passphrase: { minLength: 7, maxLength: 32 },
  // The whitepaper names no encryption; every importer there is opens the compatible one.
  protection: 'compatible',
  files: {
    // Whitepaper section 3, step 4: the two files that the PBX itself would hand out.
    request: [
      { name: '{name}.csr', content: 'request-pem' },
      { name: 'key_csr.pem', content: 'private-key-pem' },
    ],
    // Whitepaper section 4.2: Export Certificate [X.509] gives <name>.crt.
    root: [
      { name: '{name}.crt', content: 'certificate-pem' },
      { name: '{name}.der', content: 'certificate-der' },
    ],
    intermediate: [
      { name: '{name}.crt', content: 'certificate-pem' },
      { name: '{name}.der', content: 'certificate-der' },
    ],
    certificate: [
      { name: 'BasedOn{issuer}.p12', content: 'pkcs12' },
      { name: '{root}.crt', content: 'root-pem' },
    ],
    // Whitepaper section 3.1, option 2: certificate and key as two files.
    further: [
      { name: '{name}.cer', content: 'certificate-pem' },
      { name: '{name}.key', content: 'private-key-pem' },
    ],
  },
  sources: ['Unify, OpenScape Business V3 Whitepaper SSL certificate handling, 09/2024'],
} as const satisfies Target

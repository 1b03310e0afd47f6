// Mitel MiVoice Connect, Headquarters and DVS: the staging folder whose files Connect Director takes together.
import { generic } from './generic.ts'
import type { Target } from './target.ts'

export const miVoiceConnect = {
  id: 'mivoice-connect',
  label: 'MiVoice Connect HQ/DVS',
  kind: 'pbx',
  // App note, "Generating the CSR": the example of the staging folder is server01.csr and server01.key.
  defaultName: 'server01',
  // The app note states neither keys nor hashes.
  keyAlgorithms: generic.keyAlgorithms,
  hashes: generic.hashes,
  // It names no encryption either; its import field "Password/Passphrase" has no stated limits.
  protection: 'compatible',
  files: {
    // App note, "Generating the CSR": CSR and private key are text files of one name.
    request: [
      { name: '{name}.csr', content: 'request-pem' },
      { name: '{name}.key', content: 'private-key-pem' },
    ],
    // App note, "Installing Security Certificates on End User Systems": the root goes to every PC.
    root: [
      { name: '{name}.crt', content: 'certificate-pem' },
      { name: '{name}.der', content: 'certificate-der' },
    ],
    intermediate: [
      { name: '{name}.crt', content: 'certificate-pem' },
      { name: '{name}.der', content: 'certificate-der' },
    ],
    // App note, "Installing / Importing": certificate, every intermediate and the key are selected together as files
    // of their own. PEM is implied by copy and paste; the extension .crt is ours. The root is for the PCs.
    certificate: [
      { name: '{name}.crt', content: 'certificate-pem' },
      { name: '{authority}.crt', content: 'authority-pem' },
      { name: '{name}.key', content: 'private-key-pem' },
    ],
  },
  sources: ['Mitel, MT App Note 16036: MiVoice Connect Security Certificates, version 2.0, May 2018'],
} as const satisfies Target

// Mitel MiVoice Office 400: makes root and host certificate itself; what is taken away is for phones and PCs.
import { generic } from './generic.ts'
import type { Target } from './target.ts'

export const miVoiceOffice400 = {
  id: 'mivoice-office-400',
  label: 'MiVoice Office 400',
  kind: 'pbx',
  // The help states neither keys nor hashes nor file formats.
  keyAlgorithms: generic.keyAlgorithms,
  hashes: generic.hashes,
  protection: 'compatible',
  files: {
    // The help knows no request.
    request: [],
    root: [
      { name: '{name}.crt', content: 'certificate-pem' },
      { name: '{name}.der', content: 'certificate-der' },
    ],
    intermediate: [
      { name: '{name}.crt', content: 'certificate-pem' },
      { name: '{name}.der', content: 'certificate-der' },
    ],
    // Help, "Root and host certificates": the host certificate is loaded on standard SIP phones, and a call comes about
    // only if root and host certificate match. With no format stated, both are given in either form.
    certificate: [
      { name: '{name}.crt', content: 'certificate-pem' },
      { name: '{name}.der', content: 'certificate-der' },
      { name: '{authority}.crt', content: 'authority-pem' },
      { name: '{authority}.der', content: 'authority-der' },
    ],
    // No import page is known, so nothing there asks for the key.
    further: [{ name: '{name}.key', content: 'private-key-pem' }],
  },
  sources: ['Mitel, MiVoice Office 400 online help 7.1, view "Public"'],
} as const satisfies Target

// Avaya IP Office, set with IP Office Web Manager: an identity with its chain, and the root as phones fetch it.
import { ipOfficeManager } from './ip-office-manager.ts'
import type { Target } from './target.ts'

export const ipOfficeWebManager = {
  id: 'ip-office-web-manager',
  label: 'IP Office Web Manager',
  kind: 'pbx',
  // Not stated, as for IP Office Manager.
  keyAlgorithms: ipOfficeManager.keyAlgorithms,
  hashes: ipOfficeManager.hashes,
  protection: 'compatible',
  files: {
    request: ipOfficeManager.files.request,
    root: [
      { name: '{name}.crt', content: 'certificate-pem' },
      { name: '{name}.der', content: 'certificate-der' },
      // SIP phone installation, "Security Certificates": phones get the root under this name.
      { name: 'WebRootCA.pem', content: 'root-pem' },
    ],
    intermediate: [
      { name: '{name}.crt', content: 'certificate-pem' },
      { name: '{name}.der', content: 'certificate-der' },
    ],
    // Help, "Set": the limit to key and identity certificate does not apply to Web Manager, which takes no .cer.
    // "Update Certificates": ideally all signing certificates are in the .p12; they go to the trusted store.
    certificate: [
      { name: '{name}-chain.p12', content: 'pkcs12' },
      { name: 'WebRootCA.pem', content: 'root-pem' },
    ],
  },
  sources: [
    ...ipOfficeManager.sources,
    'Avaya, IP Office Security, Securing the IP Office, Update Certificates',
    'Avaya, IP Office SIP Phone Installation 12.3, Security Certificates',
  ],
} as const satisfies Target

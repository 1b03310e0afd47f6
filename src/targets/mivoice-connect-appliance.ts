// Mitel MiVoice Connect, Service Appliances SA-100 and SA-400: a certificate of their own on a web page of their own.
import { miVoiceConnect } from './mivoice-connect.ts'
import type { Target } from './target.ts'

export const miVoiceConnectAppliance = {
  id: 'mivoice-connect-appliance',
  label: 'MiVoice Connect SA-100/400',
  kind: 'pbx',
  // The app note states neither keys nor hashes nor an encryption.
  keyAlgorithms: miVoiceConnect.keyAlgorithms,
  hashes: miVoiceConnect.hashes,
  protection: 'compatible',
  // App note, "Certificates for the SA-100/400": certificates are similar to those of the HQ server, request and
  // certificate separate for each appliance.
  files: miVoiceConnect.files,
  sources: miVoiceConnect.sources,
} as const satisfies Target

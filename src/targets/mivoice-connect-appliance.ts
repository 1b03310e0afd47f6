// Mitel MiVoice Connect, Service Appliances SA-100 and SA-400: a certificate of their own on a web page of their own.
import { importSteps, miVoiceConnect, sharedCautions } from './mivoice-connect.ts'
import type { Target } from './target.ts'

const [appNote] = miVoiceConnect.sources
const place = 'Certificates for the SA-100/400 Service Appliance'

export const miVoiceConnectAppliance = {
  id: 'mivoice-connect-appliance',
  label: 'MiVoice Connect SA-100/400',
  kind: 'pbx',
  // The app note states neither keys nor hashes nor an encryption.
  keyAlgorithms: miVoiceConnect.keyAlgorithms,
  hashes: miVoiceConnect.hashes,
  protection: 'compatible',
  // Its certificates are like those of the HQ server, request and certificate separate for each appliance.
  files: miVoiceConnect.files,
  names: miVoiceConnect.names,
  refuses: miVoiceConnect.refuses,
  cautions: [
    {
      id: 'own-request',
      text: 'Each appliance wants a request and a certificate of its own, apart from those of the Headquarters server.',
      source: appNote,
      place,
    },
    {
      id: 'further-note',
      text: 'For the installation itself the app note refers to App Note 16033, Security Certificates w/ SA100-SA400.',
      source: appNote,
      place,
    },
    ...sharedCautions,
  ],
  steps: {
    request: miVoiceConnect.steps.request,
    root: miVoiceConnect.steps.root,
    certificate: [
      {
        id: 'open-appliance',
        text: 'In Connect Director open Administration > Appliances/Servers > Platform Equipment and click the underlined name of the appliance: its own administration page opens. Click the tab HTTPS.',
        source: appNote,
        place,
      },
      {
        id: 'enable-https',
        text: 'Step 1 there is Enable HTTPS. Step 2 (Create New CSR, Download CSR, Download Key) is done when the request was made here.',
        source: appNote,
        place,
      },
      {
        id: 'open-certificate-tab',
        text: 'Back under Platform Equipment click the appliance itself and open the tab Certificate.',
        source: appNote,
        place: 'Installing / Importing the Certificate',
        certainty: 'inferred',
      },
      ...importSteps,
    ],
  },
  evidence: {
    'files.request': { source: appNote, place },
    'files.root': miVoiceConnect.evidence['files.root'],
    'files.certificate': miVoiceConnect.evidence['files.certificate'],
  },
  sources: miVoiceConnect.sources,
} as const satisfies Target

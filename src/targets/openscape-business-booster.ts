// The Booster Server of OpenScape Business: imported on the system, activated on the booster.
import { importSteps, openScapeBusiness, sharedCautions } from './openscape-business.ts'
import type { Target } from './target.ts'

const [whitepaper] = openScapeBusiness.sources

export const openScapeBusinessBooster = {
  ...openScapeBusiness,
  id: 'openscape-business-booster',
  label: 'OpenScape Business Booster',
  names: [
    { field: 'fqdn', kinds: ['dNSName'], source: whitepaper, place: 'sections 1.3 and 3' },
    // Section 5: the factory certificate has the booster's address as its common name.
    { field: 'lan1', kinds: ['iPAddress'], source: whitepaper, place: 'section 5', certainty: 'inferred' },
  ],
  cautions: [
    {
      id: 'factory-certificate',
      text: 'A new Booster Server has a certificate with its IP address as common name, valid for 10 years, of “Unify Software and Solutions GmbH & Co. KG”. Name the booster’s own addresses, not those of the system.',
      source: whitepaper,
      place: 'section 5',
    },
    ...sharedCautions,
  ],
  steps: {
    ...openScapeBusiness.steps,
    certificate: [
      ...importSteps,
      {
        id: 'choose-imported',
        text: 'Still under Server Certificates choose the imported certificate and open the tab Activate Certificate.',
        source: whitepaper,
        place: 'section 5, steps 3 and 4',
      },
      {
        id: 'activate-booster',
        text: 'From System choose “OpenScape Business UC Booster Server”, then press Activate Now. All HTTP and HTTPS connections of the Booster Server are cut: choose a quiet hour.',
        isWarning: true,
        source: whitepaper,
        place: 'section 5, steps 5 and 6',
      },
    ],
  },
} as const satisfies Target

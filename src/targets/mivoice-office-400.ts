// Mitel MiVoice Office 400: makes root and host certificate itself; what is taken away is for phones and PCs.
import { generic } from './generic.ts'
import type { Target } from './target.ts'

const help = 'Mitel, MiVoice Office 400 online help 7.1, view "Public"'
const pair = 'Root and host certificates'
const notes = 'notes'

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
    // Root and host certificate belong together. With no format stated, both are given in either form.
    certificate: [
      { name: '{name}.crt', content: 'certificate-pem' },
      { name: '{name}.der', content: 'certificate-der' },
      { name: '{authority}.crt', content: 'authority-pem' },
      { name: '{authority}.der', content: 'authority-der' },
    ],
    // No import page is known, so nothing there asks for the key.
    further: [{ name: '{name}.key', content: 'private-key-pem' }],
  },
  names: [
    // A new address of the communication server asks for new certificates.
    { field: 'lan1', kinds: ['iPAddress'], source: help, place: notes, certainty: 'inferred' },
  ],
  cautions: [
    {
      id: 'own-pair',
      text: 'The communication server makes its root and its host certificate itself, and its help knows no page for importing others. What is made here is for phones, PCs and other servers at its side.',
      source: help,
      place: pair,
      certainty: 'inferred',
    },
    {
      id: 'interval-is-validity',
      text: 'The interval in “Generate new certificates automatically after (days)” is the validity as well: the next pair comes on the day on which this one ends.',
      source: help,
      place: 'Table 1',
    },
    {
      id: 'apple-interval',
      text: 'With an interval above 825 days Apple devices refuse the host certificate.',
      source: help,
      place: 'Table 1, held against Apple’s rule',
      certainty: 'inferred',
    },
    {
      id: 'matching-pair',
      text: 'A call comes about only while root and host certificate match. When the certificates are invalid, no call can be set up.',
      source: help,
      place: pair,
    },
  ],
  steps: {
    root: [
      {
        id: 'trust-root',
        text: 'Load the root certificate on every standard SIP phone and PC that is to trust what it signs.',
        source: help,
        place: pair,
        certainty: 'inferred',
      },
    ],
    certificate: [
      {
        id: 'ntp',
        text: 'First configure and activate the NTP service in the view System / General: certificates without the right time are of no use.',
        source: help,
        place: notes,
      },
      {
        id: 'quiet-hour',
        text: 'In the view Public set “Generate certificates at (time)” to an hour outside office hours: Mitel SIP phones restart when they get a new certificate.',
        isWarning: true,
        source: help,
        place: 'Table 1',
      },
      {
        id: 'automatic-phones',
        text: 'IP system phones exchange the host certificate by themselves without interruption, and Mitel SIP phones load it by themselves.',
        source: help,
        place: pair,
      },
      {
        id: 'standard-phones',
        text: 'On standard SIP phones load the host certificate by hand: export it, then load it on each phone. They need the host certificate, not the root.',
        source: help,
        place: pair,
      },
      {
        id: 'reload-phones',
        text: 'After each automatic generation load the new host certificate on the standard SIP phones the same day. Until then root and host certificate do not match, and they cannot call.',
        isWarning: true,
        source: help,
        place: pair,
        certainty: 'inferred',
      },
      {
        id: 'longer-interval',
        text: 'If you make the interval longer, generate new certificates by hand at once: those in use end sooner, and then no call can be set up.',
        isWarning: true,
        source: help,
        place: notes,
      },
      {
        id: 'new-address',
        text: 'Generate the certificates by hand each time the IP address of the communication server changes.',
        source: help,
        place: notes,
      },
    ],
  },
  evidence: {
    'files.root': { source: help, place: pair, certainty: 'inferred' },
    'files.certificate': { source: help, place: pair, certainty: 'inferred' },
    'files.further': { source: help, certainty: 'inferred' },
  },
  sources: [help],
} as const satisfies Target

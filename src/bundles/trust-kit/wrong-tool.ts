// When a root of one's own is the wrong tool, and a certificate of a public CA the right one.
import type { Statement } from '../../targets/target.ts'

/** Read before the kit is handed out. */
export const wrongToolFor: readonly Statement[] = [
  {
    id: 'android-apps',
    text: 'Softphones on Android: apps made for Android 7 (API 24) or later ignore roots that a person installed, unless the app itself allows them.',
    source: 'Android, Network security configuration',
  },
  {
    id: 'mivoice-connect',
    text: 'Clients of MiVoice Connect: Mitel asks for a certificate bought from a public CA and does not support self-signed ones; without it the client falls back to plain HTTP.',
    source: 'Mitel, MT App Note 16036, MiVoice Connect Security Certificates, 2018',
  },
  {
    id: 'unmanaged',
    text: 'PCs and phones that are not yours to manage, of guests, customers or staff: whoever trusts your root trusts it for every name in the world.',
    source: 'RFC 5280, section 6.1: an anchor without name constraints',
    certainty: 'inferred',
  },
  {
    id: 'providers',
    text: 'SIP providers and other companies whose servers connect to yours: they will not install your root.',
    source: 'CA/Browser Forum, Baseline Requirements',
    certainty: 'inferred',
  },
]

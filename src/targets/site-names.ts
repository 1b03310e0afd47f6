// From what is known about a site to the subject alternative names that a target needs.
import type { NameNeed, SiteField } from './target.ts'

/** What the person typed about the place; every part may be empty. */
export type SiteData = Record<SiteField, string>

export const emptySite = (): SiteData => ({ fqdn: '', sipDomain: '', lan1: '', lan2: '', publicAddress: '' })

const entryOf = {
  dNSName: (text: string) => text,
  iPAddress: (text: string) => text,
  // RFC 5922 §7.1: a SIP domain is a SIP URI without user.
  uniformResourceIdentifier: (text: string) => `URI:sip:${text}`,
} as const satisfies Record<NameNeed['kinds'][number], (text: string) => string>

/** Lists the entries that a site's data gives, as they are typed into the text box; each but once. */
export function siteNames(needs: readonly NameNeed[], site: SiteData): string[] {
  const entries = needs.flatMap(({ field, kinds }) => {
    const text = site[field].trim()
    return text === '' ? [] : kinds.map((kind) => entryOf[kind](text))
  })
  return [...new Set(entries)]
}

// What to know before files are made of an entry for a target: what it does not take, and what is left out. No Vue here.
import { requestTargets } from '../targets/registry.ts'
import type { Target } from '../targets/target.ts'
import type { CredentialSummary } from '../vault/summary.ts'
import { holdsKey, recipesFor } from './entry-bundle.ts'

/** One thing to know. */
export type ExportAdvice =
  /** A request is kept for a target that makes its own keys and certificates: it is offered for others. */
  | { readonly id: 'takes-no-request' }
  /** In the target's own words. */
  | { readonly id: 'refused'; readonly text: string }
  /** How many of the target's files hold the private key, which is not here. */
  | { readonly id: 'key-missing'; readonly count: number }

type About = Pick<CredentialSummary, 'kind' | 'isSelfIssued' | 'hasPrivateKey' | 'commonName' | 'targetId'>

/** Lists what is to be said of an entry and the target that is chosen now; `kept` is the one that the entry was made for. */
export function exportAdvice(about: About, target: Target, kept: Target): ExportAdvice[] {
  if (about.kind === 'request') return requestTargets.includes(kept) ? [] : [{ id: 'takes-no-request' }]
  if (about.kind !== 'identity') return []
  const refused = (target.refuses ?? []).filter(
    ({ what }) =>
      (what === 'self-signed' && about.isSelfIssued) || (what === 'wildcard' && about.commonName.startsWith('*.')),
  )
  const count = about.hasPrivateKey ? 0 : recipesFor(about, target).filter(({ content }) => holdsKey(content)).length
  return [
    ...refused.map(({ text }) => ({ id: 'refused', text }) as const),
    ...(count > 0 ? [{ id: 'key-missing', count } as const] : []),
  ]
}

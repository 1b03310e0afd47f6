// Names of certificates against the name constraints above them (RFC 5280 §6.1.3 (b) and (c)).
// Each authority's own subtrees are asked in turn, which comes to the same as the intersections and unions of the standard.
import { oids } from '../oids.ts'
import type { Constraints, PathCertificate } from './path-certificate.ts'
import type { PathName } from './path-name.ts'
import { type AnyPathFailure, pathFailure } from './path-rule.ts'
import type { Subtree } from './subtree.ts'
import type { WorkBudget } from './work-budget.ts'

/**
 * Checks all names of a certificate against one authority's constraints; gives the first failure.
 *
 * @throws {@link TooComplex}
 */
export function checkConstraints(
  certificate: PathCertificate,
  authority: PathCertificate,
  budget: WorkBudget,
): AnyPathFailure | null {
  const { constraints } = authority
  if (constraints === null) return null
  const detailOf = (name: PathName): { name: string; by: string } => ({ name: name.label, by: authority.subjectText })
  for (const name of certificate.constrainedNames) {
    const verdict = judge(name, constraints, budget)
    if (verdict !== null) return pathFailure(`constraint/${verdict}`, detailOf(name), oids.nameConstraints)
  }
  return null
}

function judge(
  name: PathName,
  { permitted, excluded }: Constraints,
  budget: WorkBudget,
): 'not-permitted' | 'excluded' | 'not-processable' | null {
  budget.spend('comparisons', permitted.length + excluded.length)
  const isOfKind = ({ tagNumber }: Subtree): boolean => tagNumber === name.tagNumber
  const outOf = excluded.filter(isOfKind).map(({ relate }) => relate(name))
  const into = permitted.filter(isOfKind).map(({ relate }) => relate(name))
  if (outOf.some((relation) => relation === 'within' || relation === 'touched')) return 'excluded'
  if (outOf.includes('unclear')) return 'not-processable'
  if (into.length === 0 || into.includes('within')) return null
  return into.includes('unclear') ? 'not-processable' : 'not-permitted'
}

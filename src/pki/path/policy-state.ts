// Certificate policies along a path (RFC 5280 §6.1.2–6.1.5), for someone who accepts any policy: what is left to fail is a
// path that must have a policy and has none. The tree is kept as RFC 9618 §5 does: one node a policy at each depth, so
// that its size is bounded by the certificates.
import { oids } from '../oids.ts'
import type { PathCertificate } from './path-certificate.ts'
import { type AnyPathFailure, pathFailure } from './path-rule.ts'

type Nodes = ReadonlyMap<string, ReadonlySet<string>>

/**
 * Checks policies.
 *
 * @param path - from the certificate that the trusted one has signed down to the target
 * @returns a failure and the index of its certificate in `path`; null when there is none
 */
export function checkPolicies(
  path: readonly PathCertificate[],
): { readonly index: number; readonly failure: AnyPathFailure } | null {
  const count = path.length
  const left = { explicit: count + 1, anyPolicy: count + 1, mapping: count + 1 }
  let nodes: Nodes = new Map([[oids.anyPolicy, new Set([oids.anyPolicy])]])
  for (const [index, certificate] of path.entries()) {
    const isLast = index === count - 1
    const mayUseAny = left.anyPolicy > 0 || (!isLast && certificate.isSelfIssued)
    nodes = descend(nodes, certificate.value('certificatePolicies'), mayUseAny)
    if (left.explicit === 0 && nodes.size === 0) return { index, failure: required(oids.certificatePolicies) }
    const constraints = certificate.value('policyConstraints')
    if (isLast) {
      if (left.explicit > 0) left.explicit--
      if (constraints?.requireExplicitPolicy === 0) left.explicit = 0
      continue
    }
    const mappings = certificate.value('policyMappings') ?? []
    if (mappings.some((mapping) => Object.values(mapping).includes(oids.anyPolicy)))
      return { index, failure: pathFailure('policy/mapping-invalid', {}, oids.policyMappings) }
    nodes = map(nodes, groupMappings(mappings), left.mapping > 0)
    if (!certificate.isSelfIssued) for (const key of ['explicit', 'anyPolicy', 'mapping'] as const) decrement(left, key)
    left.explicit = Math.min(left.explicit, constraints?.requireExplicitPolicy ?? Infinity)
    left.mapping = Math.min(left.mapping, constraints?.inhibitPolicyMapping ?? Infinity)
    left.anyPolicy = Math.min(left.anyPolicy, certificate.value('inhibitAnyPolicy') ?? Infinity)
  }
  return left.explicit === 0 && nodes.size === 0
    ? { index: count - 1, failure: required(oids.certificatePolicies) }
    : null
}

const required = (oid: string): AnyPathFailure => pathFailure('policy/required', {}, oid)

function decrement<K extends string>(left: Record<K, number>, key: K): void {
  if (left[key] > 0) left[key]--
}

/** RFC 5280 §6.1.3 (d) and (e): what of the tree a certificate's own policies carry on. */
function descend(nodes: Nodes, policies: readonly string[] | null, mayUseAny: boolean): Nodes {
  const next = new Map<string, ReadonlySet<string>>()
  if (policies === null) return next
  const expected = new Set([...nodes.values()].flatMap((values) => [...values]))
  for (const policy of policies) {
    if (policy !== oids.anyPolicy && (expected.has(policy) || nodes.has(oids.anyPolicy)))
      next.set(policy, new Set([policy]))
  }
  if (mayUseAny && policies.includes(oids.anyPolicy))
    for (const policy of expected) if (!next.has(policy)) next.set(policy, new Set([policy]))
  return next
}

function groupMappings(
  mappings: readonly { issuerDomainPolicy: string; subjectDomainPolicy: string }[],
): ReadonlyMap<string, ReadonlySet<string>> {
  const groups = new Map<string, Set<string>>()
  for (const { issuerDomainPolicy, subjectDomainPolicy } of mappings) {
    const group = groups.get(issuerDomainPolicy) ?? new Set()
    groups.set(issuerDomainPolicy, group.add(subjectDomainPolicy))
  }
  return groups
}

/** RFC 5280 §6.1.4 (b). */
function map(nodes: Nodes, groups: ReadonlyMap<string, ReadonlySet<string>>, mayMap: boolean): Nodes {
  const next = new Map(nodes)
  for (const [policy, mapped] of groups) {
    if (!mayMap) next.delete(policy)
    else if (nodes.has(policy) || nodes.has(oids.anyPolicy)) next.set(policy, mapped)
  }
  return next
}

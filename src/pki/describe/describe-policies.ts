// The extensions that speak of policies, as display trees.
import { decodeDer, decodeSmallInteger } from '../der.ts'
import { decodeCertificatePolicies } from '../extensions/certificate-policies.ts'
import { decodePolicyConstraints } from '../extensions/policy-constraints.ts'
import { decodePolicyMappings } from '../extensions/policy-mappings.ts'
import type { UserNotice } from '../extensions/user-notice.ts'
import { oids } from '../oids.ts'
import { describeOctets, describeText } from './describe-value.ts'
import type { DisplayLabel, DisplayNode } from './display-node.ts'

/** Shows policies with their statements and notices; other qualifiers in hexadecimal. */
export function describePolicies(valueDer: Uint8Array): DisplayNode[] {
  return decodeCertificatePolicies(valueDer).map(({ policyIdentifier, cPSuris, userNotices, otherQualifiers }) => {
    const children = [
      ...cPSuris.map((uri) => describeText('cps', uri)),
      ...userNotices.map(describeNotice),
      ...otherQualifiers.map((qualifier) => describeOctets({ text: 'DER' }, qualifier)),
    ]
    const name: DisplayNode =
      policyIdentifier === oids.anyPolicy ? { label: 'anyPolicy' } : { label: 'policy', value: policyIdentifier }
    return children.length === 0 ? name : { ...name, children }
  })
}

function describeNotice({ organization, noticeNumbers, explicitText }: UserNotice): DisplayNode {
  const children: DisplayNode[] = [
    ...(explicitText === undefined ? [] : [describeText('text', explicitText)]),
    ...(organization === undefined ? [] : [describeText('organization', organization)]),
    ...(noticeNumbers.length === 0 ? [] : [describeText('noticeNumbers', noticeNumbers.join(', '))]),
  ]
  return { label: 'userNotice', children: children.length === 0 ? [{ label: 'empty' }] : children }
}

/** Shows after how many further certificates each constraint begins. */
export function describePolicyConstraints(valueDer: Uint8Array): DisplayNode[] {
  const { requireExplicitPolicy, inhibitPolicyMapping } = decodePolicyConstraints(valueDer)
  return [
    ...describeCount('requireExplicitPolicy', requireExplicitPolicy),
    ...describeCount('inhibitPolicyMapping', inhibitPolicyMapping),
  ]
}

/** Shows after how many further certificates anyPolicy counts no more (RFC 5280 §4.2.1.14). */
export const describeInhibitAnyPolicy = (valueDer: Uint8Array): DisplayNode[] =>
  describeCount('skipCerts', decodeSmallInteger(decodeDer(valueDer)))

const describeCount = (label: DisplayLabel, count: number | undefined): DisplayNode[] =>
  count === undefined ? [] : [{ label, value: String(count) }]

/** Shows which policies stand for which. */
export const describePolicyMappings = (valueDer: Uint8Array): DisplayNode[] =>
  decodePolicyMappings(valueDer).map(({ issuerDomainPolicy, subjectDomainPolicy }) => ({
    label: 'policyMapping',
    children: [
      { label: 'issuerDomainPolicy', value: issuerDomainPolicy },
      { label: 'subjectDomainPolicy', value: subjectDomainPolicy },
    ],
  }))

// One extension as a display tree: those that we know in their own terms, every other one as hexadecimal.
import { decodeAuthorityInfoAccess } from '../extensions/authority-info-access.ts'
import { decodeAuthorityKeyIdentifier } from '../extensions/authority-key-identifier.ts'
import { decodeBasicConstraints } from '../extensions/basic-constraints.ts'
import { decodeExtKeyUsage } from '../extensions/ext-key-usage.ts'
import type { Extension } from '../extensions/extension.ts'
import { decodeIssuerAltName } from '../extensions/issuer-alt-name.ts'
import { decodeKeyUsage } from '../extensions/key-usage.ts'
import { decodeNameConstraints, type DecodedSubtree } from '../extensions/name-constraints.ts'
import { decodeSubjectAltName } from '../extensions/subject-alt-name.ts'
import { decodeSubjectKeyIdentifier } from '../extensions/subject-key-identifier.ts'
import { oids } from '../oids.ts'
import {
  describeNetscapeCertType,
  describePoison,
  describeTemplate,
  describeTextExtension,
  describeTimestamps,
  describeTlsFeature,
} from './describe-other-extensions.ts'
import {
  describeInhibitAnyPolicy,
  describePolicies,
  describePolicyConstraints,
  describePolicyMappings,
} from './describe-policies.ts'
import {
  describeDistributionPoints,
  describeInvalidityDate,
  describeIssuingDistributionPoint,
  describeListNumber,
  describeReasonCode,
} from './describe-revocation.ts'
import { describeGeneralName, describeList, describeOctets } from './describe-value.ts'
import type { DisplayLabel, DisplayNode } from './display-node.ts'

interface Description {
  readonly label: DisplayLabel
  readonly describe: (valueDer: Uint8Array) => readonly DisplayNode[]
}

const descriptions: Readonly<Partial<Record<string, Description>>> = {
  [oids.basicConstraints]: { label: 'basicConstraints', describe: describeBasicConstraints },
  [oids.keyUsage]: { label: 'keyUsage', describe: (der) => decodeKeyUsage(der).map((label) => ({ label })) },
  [oids.extKeyUsage]: { label: 'extKeyUsage', describe: (der) => decodeExtKeyUsage(der).map(describePurpose) },
  [oids.subjectAltName]: {
    label: 'subjectAltName',
    describe: (der) => decodeSubjectAltName(der).map(describeGeneralName),
  },
  [oids.issuerAltName]: {
    label: 'issuerAltName',
    describe: (der) => decodeIssuerAltName(der).map(describeGeneralName),
  },
  [oids.subjectKeyIdentifier]: {
    label: 'subjectKeyIdentifier',
    describe: (der) => [describeOctets('keyIdentifier', decodeSubjectKeyIdentifier(der))],
  },
  [oids.authorityKeyIdentifier]: { label: 'authorityKeyIdentifier', describe: describeAuthorityKeyIdentifier },
  [oids.cRLDistributionPoints]: { label: 'cRLDistributionPoints', describe: describeDistributionPoints },
  [oids.freshestCRL]: { label: 'freshestCRL', describe: describeDistributionPoints },
  [oids.nameConstraints]: { label: 'nameConstraints', describe: describeNameConstraints },
  [oids.authorityInfoAccess]: { label: 'authorityInfoAccess', describe: describeAccess },
  [oids.certificatePolicies]: { label: 'certificatePolicies', describe: describePolicies },
  [oids.policyMappings]: { label: 'policyMappings', describe: describePolicyMappings },
  [oids.policyConstraints]: { label: 'policyConstraints', describe: describePolicyConstraints },
  [oids.inhibitAnyPolicy]: { label: 'inhibitAnyPolicy', describe: describeInhibitAnyPolicy },
  [oids.subjectInfoAccess]: { label: 'subjectInfoAccess', describe: describeAccess },
  [oids.tlsFeature]: { label: 'tlsFeature', describe: describeTlsFeature },
  [oids.signedCertificateTimestampList]: { label: 'signedCertificateTimestampList', describe: describeTimestamps },
  [oids.precertificatePoison]: { label: 'precertificatePoison', describe: describePoison },
  [oids.netscapeCertType]: { label: 'netscapeCertType', describe: describeNetscapeCertType },
  [oids.netscapeComment]: { label: 'netscapeComment', describe: describeTextExtension },
  [oids.certificateTemplateName]: { label: 'certificateTemplateName', describe: describeTextExtension },
  [oids.certificateTemplate]: { label: 'certificateTemplate', describe: describeTemplate },
  [oids.cRLNumber]: { label: 'cRLNumber', describe: describeListNumber },
  [oids.deltaCRLIndicator]: { label: 'deltaCRLIndicator', describe: describeListNumber },
  [oids.issuingDistributionPoint]: { label: 'issuingDistributionPoint', describe: describeIssuingDistributionPoint },
  [oids.reasonCode]: { label: 'reasonCode', describe: describeReasonCode },
  [oids.invalidityDate]: { label: 'invalidityDate', describe: describeInvalidityDate },
  [oids.certificateIssuer]: {
    label: 'certificateIssuer',
    describe: (der) => decodeSubjectAltName(der).map(describeGeneralName),
  },
}

/** Shows an extension; one that is unknown or cannot be read becomes a hexadecimal leaf, never an error. */
export function describeExtension({ oid, critical, valueDer }: Extension): DisplayNode {
  const description = descriptions[oid]
  const marks: DisplayNode[] = critical ? [{ label: 'critical' }] : []
  if (description === undefined) return withMarks(describeOctets({ text: oid }, valueDer), marks)
  try {
    const nodes = description.describe(valueDer)
    return {
      label: description.label,
      children: [...marks, ...(nodes.length > 0 ? nodes : [{ label: 'empty' as const }])],
    }
  } catch {
    return withMarks(describeOctets(description.label, valueDer), [...marks, { label: 'unreadable' }])
  }
}

function withMarks({ children = [], ...leaf }: DisplayNode, marks: readonly DisplayNode[]): DisplayNode {
  const all = [...marks, ...children]
  return all.length === 0 ? leaf : { ...leaf, children: all }
}

function describeBasicConstraints(valueDer: Uint8Array): DisplayNode[] {
  const { cA, pathLenConstraint } = decodeBasicConstraints(valueDer)
  const limit: DisplayNode[] =
    pathLenConstraint === undefined ? [] : [{ label: 'pathLenConstraint', value: String(pathLenConstraint) }]
  return [{ label: cA ? 'isAuthority' : 'isEndEntity' }, ...limit]
}

const purposeLabels: Readonly<Partial<Record<string, DisplayLabel>>> = {
  [oids.idKpServerAuth]: 'serverAuth',
  [oids.idKpClientAuth]: 'clientAuth',
  [oids.idKpCodeSigning]: 'codeSigning',
  [oids.idKpEmailProtection]: 'emailProtection',
  [oids.idKpTimeStamping]: 'timeStamping',
  [oids.idKpOCSPSigning]: 'ocspSigning',
  [oids.anyExtendedKeyUsage]: 'anyExtendedKeyUsage',
}

const describePurpose = (oid: string): DisplayNode => ({ label: purposeLabels[oid] ?? { text: oid } })

function describeAuthorityKeyIdentifier(valueDer: Uint8Array): DisplayNode[] {
  const { keyIdentifier, authorityCertIssuer, authorityCertSerialNumber } = decodeAuthorityKeyIdentifier(valueDer)
  return [
    ...(keyIdentifier ? [describeOctets('keyIdentifier', keyIdentifier)] : []),
    ...describeList('authorityCertIssuer', authorityCertIssuer.map(describeGeneralName)),
    ...(authorityCertSerialNumber ? [describeOctets('authorityCertSerialNumber', authorityCertSerialNumber)] : []),
  ]
}

function describeNameConstraints(valueDer: Uint8Array): DisplayNode[] {
  const { permitted, excluded } = decodeNameConstraints(valueDer)
  return [
    ...describeList('permittedSubtrees', permitted.map(describeSubtree)),
    ...describeList('excludedSubtrees', excluded.map(describeSubtree)),
  ]
}

const describeSubtree = (subtree: DecodedSubtree): DisplayNode => describeGeneralName(subtree)

const accessLabels: Readonly<Partial<Record<string, DisplayLabel>>> = {
  [oids.idAdOcsp]: 'ocsp',
  [oids.idAdCaIssuers]: 'caIssuers',
  [oids.idAdTimeStamping]: 'timeStamping',
  [oids.idAdCaRepository]: 'caRepository',
}

function describeAccess(valueDer: Uint8Array): DisplayNode[] {
  return decodeAuthorityInfoAccess(valueDer).map(({ accessMethod, accessLocation }) => ({
    label: accessLabels[accessMethod] ?? { text: accessMethod },
    children: [describeGeneralName(accessLocation)],
  }))
}

// policyMappings: which policies of the subject's domain stand for which of the issuer's (RFC 5280 §4.2.1.5).
import { decodeMembers, decodeObjectIdentifier, decodeSequence, derTag } from '../der.ts'

/** Two dotted OIDs. */
export interface PolicyMapping {
  readonly issuerDomainPolicy: string
  readonly subjectDomainPolicy: string
}

/** Decodes the value of policyMappings; throws {@link PkiError} `der/…`. */
export function decodePolicyMappings(valueDer: Uint8Array): PolicyMapping[] {
  return decodeSequence(valueDer).map((mapping) => {
    const [issuerDomainPolicy, subjectDomainPolicy] = decodeMembers(mapping, derTag.sequence)
    return {
      issuerDomainPolicy: decodeObjectIdentifier(issuerDomainPolicy),
      subjectDomainPolicy: decodeObjectIdentifier(subjectDomainPolicy),
    }
  })
}

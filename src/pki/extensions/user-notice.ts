// UserNotice: what a policy wants the person to read who relies on the certificate (RFC 5280 §4.2.1.4).
import { decodeText } from '../asn1-text.ts'
import { decodeMembers, decodeSmallInteger, type DerElement, derTag } from '../der.ts'
import { PkiError } from '../errors.ts'

export interface UserNotice {
  /** Whose notices the numbers count; undefined without a noticeRef. */
  readonly organization: string | undefined
  readonly noticeNumbers: readonly number[]
  readonly explicitText: string | undefined
}

/** Decodes UserNotice; throws {@link PkiError} `der/…`, also where a text is of no type that DisplayText allows. */
export function decodeUserNotice(element: DerElement): UserNotice {
  const members = decodeMembers(element, derTag.sequence)
  const reference = members[0]?.tag === derTag.sequence ? decodeMembers(members[0]) : []
  const [organization, numbers] = reference
  const text = reference.length > 0 ? members[1] : members[0]
  return {
    organization: organization && decodeDisplayText(organization),
    noticeNumbers: numbers === undefined ? [] : decodeMembers(numbers, derTag.sequence).map(decodeSmallInteger),
    explicitText: text && decodeDisplayText(text),
  }
}

function decodeDisplayText(element: DerElement): string {
  const text = decodeText(element)
  if (text !== null) return text
  throw new PkiError('der/value-invalid', { what: 'DisplayText' }, 'Cannot read user notice: a text is no string')
}

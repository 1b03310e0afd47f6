// authorityInfoAccess: where the issuer's certificate and its OCSP responder are (RFC 5280 §4.2.2.1).
import {
  decodeMembers,
  decodeObjectIdentifier,
  decodeSequence,
  derTag,
  encodeObjectIdentifier,
  encodeSequence,
  expectTag,
} from '../der.ts'
import type { GeneralName } from '../general-name.ts'
import { type DecodedGeneralName, decodeGeneralName, encodeGeneralName } from '../general-name-der.ts'
import { oids } from '../oids.ts'
import type { Extension } from './extension.ts'

export interface AccessDescription<Location = GeneralName> {
  /** Dotted OID: `oids.idAdOcsp` or `oids.idAdCaIssuers`. */
  readonly accessMethod: string
  readonly accessLocation: Location
}

/**
 * Encodes authorityInfoAccess, never critical.
 *
 * @throws RangeError when there is no description
 */
export function encodeAuthorityInfoAccess(descriptions: readonly AccessDescription[]): Extension {
  if (descriptions.length === 0)
    throw new RangeError('Cannot encode authorityInfoAccess: at least one description is needed')
  const members = descriptions.map(({ accessMethod, accessLocation }) =>
    encodeSequence(encodeObjectIdentifier(accessMethod), encodeGeneralName(accessLocation)),
  )
  return { oid: oids.authorityInfoAccess, critical: false, valueDer: encodeSequence(...members) }
}

/** Decodes the value of authorityInfoAccess; throws {@link PkiError} `der/…`. */
export function decodeAuthorityInfoAccess(valueDer: Uint8Array): AccessDescription<DecodedGeneralName>[] {
  return decodeSequence(valueDer).map((description) => {
    const [method, location] = decodeMembers(description, derTag.sequence)
    return {
      accessMethod: decodeObjectIdentifier(method),
      accessLocation: decodeGeneralName(expectTag(location, location?.tag ?? 0)),
    }
  })
}

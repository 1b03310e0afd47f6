// basicConstraints: whether the subject is a CA, and how many CAs may follow below it (RFC 5280 §4.2.1.9).
import {
  decodeBoolean,
  decodeSequence,
  decodeSmallInteger,
  derTag,
  encodeBoolean,
  encodeInteger,
  encodeSequence,
} from '../der.ts'
import { readOrNull } from '../errors.ts'
import { oids } from '../oids.ts'
import { type Extension, findExtension } from './extension.ts'

export interface BasicConstraints {
  readonly cA: boolean
  /** Non-self-issued intermediate certificates that may follow; undefined sets no limit. */
  readonly pathLenConstraint: number | undefined
}

/**
 * Encodes basicConstraints, critical: a CA's must be, and an end entity's says `cA` FALSE to everyone who looks.
 *
 * @throws RangeError when a path length stands beside `cA` FALSE
 */
export function encodeBasicConstraints({ cA, pathLenConstraint }: BasicConstraints): Extension {
  if (!cA && pathLenConstraint !== undefined)
    throw new RangeError('Cannot encode basicConstraints: pathLenConstraint needs cA')
  // DEFAULT FALSE is not written (X.690 §11.5).
  const parts = cA ? [encodeBoolean(true)] : []
  if (pathLenConstraint !== undefined) parts.push(encodeInteger(pathLenConstraint))
  return { oid: oids.basicConstraints, critical: true, valueDer: encodeSequence(...parts) }
}

/** Decodes the value of basicConstraints; throws {@link PkiError} `der/…`. */
export function decodeBasicConstraints(valueDer: Uint8Array): BasicConstraints {
  const members = decodeSequence(valueDer)
  const cA = members[0]?.tag === derTag.boolean && decodeBoolean(members.shift())
  return { cA, pathLenConstraint: members.length === 0 ? undefined : decodeSmallInteger(members[0]) }
}

/** Tells whether extensions make a certificate a CA's; where basicConstraints is absent or cannot be read they do not. */
export function isAuthority(extensions: readonly Extension[]): boolean {
  const extension = findExtension(extensions, oids.basicConstraints)
  return extension !== null && readOrNull(() => decodeBasicConstraints(extension.valueDer).cA) === true
}

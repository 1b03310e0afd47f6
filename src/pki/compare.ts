// Two certificates or requests set side by side: what differs, field by field, and what that means; data, no words.
// Nothing is verified or judged here: a forged certificate compares like any other.
import { equalBytes } from './bytes.ts'
import { type Comparable, type ComparedSide, readSide } from './compared-side.ts'
import { type ConsequenceId, consequencesOf } from './compare-consequences.ts'
import { describeExtension } from './describe/describe-extension.ts'
import type { DisplayNode } from './describe/display-node.ts'
import { makeVisible } from './describe/visible-text.ts'
import { commonNameOf, formatDistinguishedName } from './distinguished-name.ts'
import { readOrNull } from './errors.ts'
import { type Extension, findExtension } from './extensions/extension.ts'
import { formatColonHex } from './fingerprint.ts'
import { digestNow } from './hash-library.ts'
import { oids } from './oids.ts'
import { nameOfSignatureAlgorithm } from './signature-names.ts'
import { isSamePublicKey, publicKeyKindOf } from './subject-public-key-info.ts'

/** One field of both; null where an object has no such field, or none that can be read. */
export interface Change<T> {
  readonly before: T
  readonly after: T
  readonly isSame: boolean
}

/** How two objects differ; texts are visible ones, as in `DisplayNode`. Survives structured clone. */
export interface Comparison {
  /** The same octets. */
  readonly sameObject: boolean
  readonly sameKey: boolean
  /** subjectAltName, whatever its order and spelling. */
  readonly namesAdded: readonly DisplayNode[]
  readonly namesGone: readonly DisplayNode[]
  readonly commonName: Change<string | null>
  /** Empty for an empty name. */
  readonly subject: Change<string>
  /** Null for a request, as are the serial number and both dates. */
  readonly issuer: Change<string | null>
  /** Hexadecimal with colons. */
  readonly serialNumber: Change<string | null>
  readonly notBefore: Change<Date | null>
  readonly notAfter: Change<Date | null>
  /** `RSA 2048`, `ECDSA P-256`; two different keys may be of one kind. */
  readonly keyKind: Change<string | null>
  /** SHA-256 of SubjectPublicKeyInfo: hexadecimal with colons. */
  readonly keyHash: Change<string>
  /** The standard's name, or a dotted OID. */
  readonly signatureAlgorithm: Change<string>
  readonly isAuthority: Change<boolean | null>
  /** Every other extension that is not the same on both sides. */
  readonly extensions: readonly Change<DisplayNode | null>[]
  readonly consequences: readonly ConsequenceId[]
}

/**
 * Compares two objects of either kind.
 *
 * The first is taken for the one that devices hold, the second for the one that is to follow it: names are added or gone
 * from the first to the second, and consequences are those of the exchange.
 *
 * @throws {@link PkiError} `der/…`, `extension/duplicate` when one of them cannot be read at all
 */
export function compareObjects(a: Comparable, b: Comparable): Comparison {
  const before = readSide(a)
  const after = readSide(b)
  const sameObject = equalBytes(a.der, b.der)
  const sameKey = hasSameKey(before, after)
  const goneKeys = keysOnlyIn(before, after)
  const between = <T extends string | boolean | Date | null>(read: (side: ComparedSide) => T): Change<T> =>
    changeOf(read(before), read(after))
  return {
    sameObject,
    sameKey,
    namesAdded: namesAt(after, keysOnlyIn(after, before)),
    namesGone: namesAt(before, goneKeys),
    commonName: between(({ subject }) => visible(commonNameOf(subject))),
    subject: between(({ subject }) => makeVisible(formatDistinguishedName(subject))),
    issuer: between(({ certificate }) => visible(certificate && formatDistinguishedName(certificate.issuer))),
    serialNumber: between(({ certificate }) => certificate && formatColonHex(certificate.serialNumber)),
    notBefore: between(({ certificate }) => certificate && certificate.notBefore),
    notAfter: between(({ certificate }) => certificate && certificate.notAfter),
    keyKind: between(keyKindOf),
    keyHash: between(({ subjectPublicKeyInfo }) => formatColonHex(digestNow('sha-256', subjectPublicKeyInfo))),
    signatureAlgorithm: between(({ signatureAlgorithm: oid }) => nameOfSignatureAlgorithm(oid)),
    isAuthority: between(({ isAuthority }) => isAuthority),
    extensions: changedExtensions(before, after),
    consequences: consequencesOf({ before, after, sameObject, sameKey, goneKeys }),
  }
}

const changeOf = <T extends string | boolean | Date | null>(before: T, after: T): Change<T> => ({
  before,
  after,
  isSame: before instanceof Date && after instanceof Date ? before.getTime() === after.getTime() : before === after,
})

const visible = (text: string | null): string | null => (text === null ? null : makeVisible(text))

const keyKindOf = ({ subjectPublicKeyInfo }: ComparedSide): string | null =>
  readOrNull(() => publicKeyKindOf(subjectPublicKeyInfo).label)

/** A key that cannot be read is still the same one where its octets are. */
const hasSameKey = ({ subjectPublicKeyInfo: a }: ComparedSide, { subjectPublicKeyInfo: b }: ComparedSide): boolean =>
  readOrNull(() => isSamePublicKey(a, b)) ?? equalBytes(a, b)

const keysOnlyIn = (side: ComparedSide, other: ComparedSide): string[] =>
  [...side.names.keys()].filter((key) => !other.names.has(key))

const namesAt = ({ names }: ComparedSide, keys: readonly string[]): DisplayNode[] =>
  keys.flatMap((key) => names.get(key) ?? [])

function changedExtensions(before: ComparedSide, after: ComparedSide): Change<DisplayNode | null>[] {
  // Names and the flag of an authority have fields of their own; a path length alone has none.
  const isFlagSame = before.isAuthority === after.isAuthority
  // What only the certificate has beside a request is the CA's to add, and no change.
  const isMixed = (before.certificate === null) !== (after.certificate === null)
  const old = byOid(before, isMixed && after.certificate === null ? after : null)
  const young = byOid(after, isMixed && before.certificate === null ? before : null)
  return [...new Set([...old.keys(), ...young.keys()])]
    .filter((oid) => oid !== oids.subjectAltName && (oid !== oids.basicConstraints || isFlagSame))
    .map((oid) => [old.get(oid) ?? null, young.get(oid) ?? null] as const)
    .filter(([one, other]) => !isSameExtension(one, other))
    .map(([one, other]) => ({
      before: one && describeExtension(one),
      after: other && describeExtension(other),
      isSame: false,
    }))
}

/** Lists a side's extensions; with a limit, only those that the limiting side has too. */
const byOid = ({ extensions }: ComparedSide, limit: ComparedSide | null): ReadonlyMap<string, Extension> =>
  new Map(
    extensions
      .filter(({ oid }) => limit === null || findExtension(limit.extensions, oid) !== null)
      .map((extension) => [extension.oid, extension]),
  )

const isSameExtension = (a: Extension | null, b: Extension | null): boolean =>
  a !== null && b !== null && a.critical === b.critical && equalBytes(a.valueDer, b.valueDer)

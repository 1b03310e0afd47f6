// Tells what a DER structure is by its shape alone: tags of the outermost members, a version, an OID.
// It never judges: what looks like a certificate is one until the code that reads certificates says otherwise.
import { decodeDer, decodeMembers, decodeObjectIdentifier, decodeSmallInteger, type DerElement, derTag } from './der.ts'
import { readOrNull } from './errors.ts'

/** What a person would call the thing. */
export type ObjectKind =
  'certificate' | 'certification-request' | 'private-key' | 'pkcs12' | 'pkcs7' | 'crl' | 'public-key' | 'unknown'

/** How a private key, a public key or an unknown file is written; the first five of keys can be read. */
export type ObjectForm =
  | 'pkcs8'
  | 'pkcs8-encrypted'
  | 'pkcs1'
  | 'sec1'
  | 'spki'
  | 'dsa'
  | 'openssh'
  | 'ppk'
  | 'pgp'
  | 'jks'
  | 'jceks'
  | 'zip'
  | 'html'
  | 'parameters'

/** What a shape says. */
export interface ObjectClass {
  readonly kind: ObjectKind
  readonly form?: ObjectForm
  /** Nothing of it can be shown without a passphrase. A PKCS #12 counts as encrypted until it has been opened. */
  readonly isEncrypted: boolean
}

const plain = (kind: ObjectKind, form?: ObjectForm): ObjectClass => ({
  kind,
  isEncrypted: kind === 'pkcs12',
  ...(form === undefined ? {} : { form }),
})

/** The answer for what has no known shape. */
export const unknownClass: ObjectClass = plain('unknown')

/** Tells what the members of one DER structure look like; `unknown` also for what is no DER at all. */
export function classifyDer(der: Uint8Array): ObjectClass {
  const members = readOrNull(() => decodeMembers(decodeDer(der), derTag.sequence)) ?? []
  // Two hex digits a member; long lists are told by their beginning.
  const shape = members
    .slice(0, 12)
    .map(({ tag }) => tag.toString(16).padStart(2, '0'))
    .join(' ')
  const row = shapes.find(([pattern]) => pattern.test(shape))
  return row?.[1](members) ?? unknownClass
}

/** True for a list of certificates side by side, as Java writes a certification path (`.pkipath`). */
export function isCertificateList(members: readonly DerElement[]): boolean {
  return members.length > 0 && members.every(({ encoded }) => classifyDer(encoded).kind === 'certificate')
}

type Shape = readonly [pattern: RegExp, tell: (members: readonly DerElement[]) => ObjectClass | null]

const shapes: readonly Shape[] = [
  // ContentInfo: RFC 5652 §3.
  [/^06( a0)?$/, ([type]) => (isContentType(type) ? plain('pkcs7') : null)],
  // EncryptedPrivateKeyInfo: RFC 5958 §3.
  [
    /^30 04$/,
    ([algorithm]) =>
      isIdentifier(algorithm) ? { ...plain('private-key', 'pkcs8-encrypted'), isEncrypted: true } : null,
  ],
  // PrivateKeyInfo, OneAsymmetricKey: RFC 5958 §2.
  [/^02 30 04( a0)?( [8a]1)?$/, ([, algorithm]) => (isIdentifier(algorithm) ? plain('private-key', 'pkcs8') : null)],
  // PFX: RFC 7292 §4.
  [/^02 30( 30)?$/, ([version]) => (numberOf(version) === 3 ? plain('pkcs12') : null)],
  // ECPrivateKey: RFC 5915 §3.
  [/^02 04( a0)?( a1)?$/, () => plain('private-key', 'sec1')],
  // RSAPrivateKey: RFC 8017 §A.1.2; two-prime keys have nine members, others a list of further primes.
  [/^02( 02){8}( 30)?$/, () => plain('private-key', 'pkcs1')],
  // DSA as OpenSSL writes it: version, p, q, g, public and private value.
  [/^02( 02){5}$/, () => plain('private-key', 'dsa')],
  // RSAPublicKey (RFC 8017 §A.1.1), or DHParameter (PKCS #3 §9) whose generator is 2 or 5.
  [
    /^02 02$/,
    ([, second]) => ([2, 5].includes(numberOf(second)) ? plain('unknown', 'parameters') : plain('public-key', 'pkcs1')),
  ],
  // Dss-Parms (RFC 3279 §2.3.2), DHParameter with a length, or X9.42 parameters.
  [/^02 02 02( 02| 30)*$/, () => plain('unknown', 'parameters')],
  // SubjectPublicKeyInfo.
  [/^30 03$/, ([algorithm]) => (isIdentifier(algorithm) ? plain('public-key', 'spki') : null)],
  [/^30 30 03$/, ([toBeSigned]) => plain(signedKind(toBeSigned))],
]

// What is signed with a key: certificates, requests and CRLs have the same outer shape (RFC 5280 §4.1.1, §5.1.1, RFC 2986 §4.2).
function signedKind(toBeSigned: DerElement | undefined): ObjectKind {
  const tags = membersOf(toBeSigned).map(({ tag }) => tag)
  // The thisUpdate of a CRL is the first time at this level; a certificate's times are one level down.
  if (tags.slice(0, 4).some((tag) => tag === derTag.utcTime || tag === derTag.generalizedTime)) return 'crl'
  const [version, subject, key, next] = tags
  const isRequest =
    version === derTag.integer &&
    subject === derTag.sequence &&
    key === derTag.sequence &&
    (next === undefined || next === 0xa0)
  return isRequest ? 'certification-request' : 'certificate'
}

const membersOf = (element: DerElement | undefined): DerElement[] =>
  element === undefined ? [] : (readOrNull(() => decodeMembers(element)) ?? [])
const isIdentifier = (element: DerElement | undefined): boolean =>
  membersOf(element)[0]?.tag === derTag.objectIdentifier
const numberOf = (element: DerElement | undefined): number => readOrNull(() => decodeSmallInteger(element)) ?? -1
// PKCS #7 (RFC 2315 §14) and the content types of S/MIME that came after it (RFC 5652, RFC 5083).
const isContentType = (element: DerElement | undefined): boolean =>
  /^1\.2\.840\.113549\.1\.(7|9\.16\.1)\.\d+$/.test(readOrNull(() => decodeObjectIdentifier(element)) ?? '')

/**
 * Tells from its first octets what a structure was that is cut short, so that its message can name it.
 *
 * Less certain than {@link classifyDer}: only the first two levels have been looked at.
 */
export function classifyBeginning(bytes: Uint8Array): ObjectKind {
  const first = afterHeader(bytes, 0)
  const hex = Array.from(bytes.subarray(first, first + 4), (octet) => octet.toString(16).padStart(2, '0')).join('')
  const simple = beginnings.find(([pattern]) => pattern.test(hex))
  if (simple !== undefined) return simple[1]
  if (bytes[first] !== derTag.sequence) return 'unknown'
  const second = bytes.subarray(afterHeader(bytes, first))
  if (second[0] === derTag.objectIdentifier) return isEncryption(second) ? 'private-key' : 'public-key'
  if (second[0] === derTag.integer && second[1] === 1 && second[3] === derTag.sequence) return 'certification-request'
  return second[0] === 0xa0 || second[0] === derTag.integer ? 'certificate' : 'unknown'
}

const beginnings: readonly (readonly [RegExp, ObjectKind])[] = [
  [/^020103/, 'pkcs12'],
  [/^0201(0030|0130|0002|0104)/, 'private-key'],
  [/^0609/, 'pkcs7'],
  [/^060[ab]/, 'pkcs7'],
]

const afterHeader = (bytes: Uint8Array, offset: number): number => {
  const length = bytes[offset + 1] ?? 0
  return offset + 2 + (length > 0x80 ? length & 0x7f : 0)
}

// The arcs 1.2.840.113549.1.5 (PKCS #5) and 1.2.840.113549.1.12 (PKCS #12).
const isEncryption = (oid: Uint8Array): boolean => oid[8] === 1 && (oid[9] === 5 || oid[9] === 12)

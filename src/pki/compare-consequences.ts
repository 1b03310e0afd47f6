// What a change of certificates means for the devices that hold the old one, as rules over two sides.
// Each rule is an id with words in the catalogue; how the sides differ, field by field, is compare.ts's business.
import { encodeHex } from './bytes.ts'
import type { Certificate } from './certificate.ts'
import { addressKeyOf, type ComparedSide } from './compared-side.ts'
import { commonNameOf } from './distinguished-name.ts'
import { readOrNull } from './errors.ts'
import { decodeAuthorityKeyIdentifier } from './extensions/authority-key-identifier.ts'
import { findExtension } from './extensions/extension.ts'
import { foldDistinguishedName } from './general-name-key.ts'
import { oids } from './oids.ts'
import { publicKeyKindOf } from './subject-public-key-info.ts'

/** Two sides and what has been found of them; `before` is what the devices hold. */
export interface ComparedPair {
  readonly before: ComparedSide
  readonly after: ComparedSide
  readonly sameObject: boolean
  readonly sameKey: boolean
  /** Keys of `before.names` that are not in `after.names`. */
  readonly goneKeys: readonly string[]
}

type Rule = (pair: ComparedPair) => boolean

/** Makes a rule that applies between two certificates only: devices hold certificates, not requests. */
const betweenCertificates =
  (applies: (pair: ComparedPair, before: Certificate, after: Certificate) => boolean): Rule =>
  (pair) =>
    pair.before.certificate !== null &&
    pair.after.certificate !== null &&
    applies(pair, pair.before.certificate, pair.after.certificate)

const isRequest = ({ certificate }: ComparedSide): boolean => certificate === null
const isMixed: Rule = ({ before, after }) => isRequest(before) !== isRequest(after)
const areRequests: Rule = ({ before, after }) => isRequest(before) && isRequest(after)
const areAuthorities: Rule = ({ before, after }) => before.isAuthority === true && after.isAuthority === true

// In the order in which they are told: what stops working, what is to be done, what to look out for.
const rules = {
  'answers-the-request': (pair) => isMixed(pair) && pair.sameKey,
  'does-not-answer-the-request': (pair) => isMixed(pair) && !pair.sameKey,
  'one-key-serves-both': (pair) => areRequests(pair) && pair.sameKey,
  'each-needs-its-own-key': (pair) => areRequests(pair) && !pair.sameKey,

  'devices-that-pin-the-key-go-on': betweenCertificates(({ sameKey }) => sameKey),
  'devices-that-pin-the-key-refuse-it': betweenCertificates(({ sameKey }) => !sameKey),
  'devices-that-pin-the-certificate-refuse-it': betweenCertificates(() => true),
  // The key of an authority stays with the authority.
  'key-must-be-installed-too': betweenCertificates((pair) => !pair.sameKey && !areAuthorities(pair)),
  'key-kind-other': betweenCertificates(({ before, after }) => keyLabelOf(before) !== keyLabelOf(after)),
  'signature-other': betweenCertificates((_, before, after) => before.signatureAlgorithm !== after.signatureAlgorithm),

  'trust-new-root': betweenCertificates((_, __, after) => isSelfIssued(after)),
  'chain-must-be-replaced': betweenCertificates(
    (_, before, after) => !isSelfIssued(after) && hasOtherIssuer(before, after),
  ),
  'issued-certificates-go-on': betweenCertificates((pair) => areAuthorities(pair) && isSameAuthority(pair)),
  'issued-certificates-need-the-old-one': betweenCertificates((pair) => areAuthorities(pair) && !isSameAuthority(pair)),
  'authority-gained': ({ before, after }) => before.isAuthority !== true && after.isAuthority === true,
  'authority-lost': ({ before, after }) => before.isAuthority === true && after.isAuthority !== true,

  'names-lost': ({ goneKeys, after }) => goneKeys.some((key) => !isUnderWildcard(key, after)),
  'names-under-wildcard': ({ goneKeys, after }) => goneKeys.some((key) => isUnderWildcard(key, after)),
  'common-name-lost': ({ before, after }) => hasLostCommonName(before, after),
  'purposes-lost': ({ before, after }) => hasLostPurposes(before, after),
  'gap-in-validity': betweenCertificates((_, before, after) => after.notBefore > before.notAfter),
  'ends-earlier': betweenCertificates((_, before, after) => after.notAfter < before.notAfter),
} as const satisfies Record<string, Rule>

/** A consequence by its permanent id; `nothing-changes` stands alone. */
export type ConsequenceId = keyof typeof rules | 'nothing-changes'

const ruleIds = Object.keys(rules) as (keyof typeof rules)[]

/** Lists what the change means; neither clock nor trust is asked, so it holds whenever it is read. */
export const consequencesOf = (pair: ComparedPair): ConsequenceId[] =>
  pair.sameObject ? ['nothing-changes'] : ruleIds.filter((id) => rules[id](pair))

const keyLabelOf = ({ subjectPublicKeyInfo }: ComparedSide): string | null =>
  readOrNull(() => publicKeyKindOf(subjectPublicKeyInfo).label)

const isSelfIssued = ({ subject, issuer }: Certificate): boolean =>
  foldDistinguishedName(subject) === foldDistinguishedName(issuer)

/** Another name, or another key under the same name: either way other certificates lead to the root. */
function hasOtherIssuer(before: Certificate, after: Certificate): boolean {
  if (foldDistinguishedName(before.issuer) !== foldDistinguishedName(after.issuer)) return true
  const [old, young] = [before, after].map(issuerKeyIdentifierOf)
  return old != null && young != null && old !== young
}

function issuerKeyIdentifierOf({ extensions }: Certificate): string | null {
  const identifier = findExtension(extensions, oids.authorityKeyIdentifier)
  const octets = identifier && readOrNull(() => decodeAuthorityKeyIdentifier(identifier.valueDer).keyIdentifier)
  return octets ? encodeHex(octets) : null
}

/** RFC 5280 §6.1.3: what is below is verified with the issuer's name and key; nothing else of the issuer counts. */
const isSameAuthority = ({ before, after, sameKey }: ComparedPair): boolean =>
  sameKey && foldDistinguishedName(before.subject) === foldDistinguishedName(after.subject)

/** RFC 6125 §6.4.3: a wildcard stands for exactly one label, the left-most. */
function isUnderWildcard(key: string, { names }: ComparedSide): boolean {
  const parent = /^dNSName [^.*]+(\..+)$/.exec(key)?.[1]
  return parent !== undefined && names.has(`dNSName *${parent}`)
}

/** Tells whether a common name that was good as an address is neither the new one nor among the new names. */
function hasLostCommonName(before: ComparedSide, after: ComparedSide): boolean {
  const key = addressKeyOf(commonNameOf(before.subject))
  // Authorities are not reached under a name; a name that was an alternative name too is told by `names-lost`.
  if (key === null || before.isAuthority === true || before.names.has(key)) return false
  if (key === addressKeyOf(commonNameOf(after.subject))) return false
  return !after.names.has(key) && !isUnderWildcard(key, after)
}

/** RFC 5280 §4.2.1.12: without extKeyUsage, or with anyExtendedKeyUsage, no purpose is ruled out. */
function hasLostPurposes({ purposes: old }: ComparedSide, { purposes: young }: ComparedSide): boolean {
  if (young === null || young.has(oids.anyExtendedKeyUsage)) return false
  return old === null || [...old].some((purpose) => !young.has(purpose))
}

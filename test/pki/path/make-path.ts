// Certificates with any field and any fault, for paths: what a checked request would never let through.
import { hashAlgorithms, keyAlgorithms } from '../../../src/pki/algorithms.ts'
import type { Bytes } from '../../../src/pki/bytes.ts'
import {
  derTag,
  encodeAsciiString,
  encodeBitString,
  encodeContextConstructed,
  encodeElement,
  encodeInteger,
  encodeObjectIdentifier,
  encodeSequence,
  encodeTime,
  encodeUtf8String,
} from '../../../src/pki/der.ts'
import { encodeAuthorityKeyIdentifier } from '../../../src/pki/extensions/authority-key-identifier.ts'
import { encodeBasicConstraints } from '../../../src/pki/extensions/basic-constraints.ts'
import { encodeExtKeyUsage } from '../../../src/pki/extensions/ext-key-usage.ts'
import { encodeExtensions, type Extension } from '../../../src/pki/extensions/extension.ts'
import { encodeKeyUsage } from '../../../src/pki/extensions/key-usage.ts'
import { encodeNameConstraints, type NameConstraints } from '../../../src/pki/extensions/name-constraints.ts'
import { encodeSubjectAltName } from '../../../src/pki/extensions/subject-alt-name.ts'
import { deriveKeyIdentifier, encodeSubjectKeyIdentifier } from '../../../src/pki/extensions/subject-key-identifier.ts'
import { parseGeneralName } from '../../../src/pki/general-name.ts'
import { type GeneratedKeyPair, generateKeyPair } from '../../../src/pki/key-pair.ts'
import { oids } from '../../../src/pki/oids.ts'
import { checkCertificationPath, type PathAnswer, type PathQuestion } from '../../../src/pki/path/certification-path.ts'
import { rfc5280Profile } from '../../../src/pki/path/path-profile.ts'
import { signatureIdentifierOf, signStructure } from '../../../src/pki/signed-structure.ts'

export const moment = new Date('2026-03-01T12:00:00Z')

/** A name and its key. */
export interface Entity {
  readonly name: string
  readonly keyPair: GeneratedKeyPair
}

/** Makes an entity with a P-256 key of its own. */
export const makeEntity = async (name: string): Promise<Entity> => ({
  name,
  keyPair: await generateKeyPair(keyAlgorithms['p-256'], hashAlgorithms['sha-256']),
})

/** What a certificate differs in from a right one. */
export interface CertificateChanges {
  readonly cA?: boolean
  readonly pathLen?: number
  readonly from?: string
  readonly until?: string
  /** Entries as a person writes them; `dnsNames` are put in unread. */
  readonly sans?: readonly string[]
  readonly dnsNames?: readonly string[]
  readonly constraints?: Partial<NameConstraints>
  readonly purposes?: readonly string[]
  readonly more?: readonly Extension[]
  /** OIDs of extensions that are left out. */
  readonly without?: readonly string[]
  /** Has the last word on the extensions. */
  readonly edit?: (extensions: readonly Extension[]) => readonly Extension[]
  readonly subjectDer?: Bytes
  readonly issuerDer?: Bytes
  readonly serialDer?: Bytes
  readonly version?: 1 | 2 | 3
  /** SubjectPublicKeyInfo in place of the entity's own. */
  readonly spki?: Bytes
  /** Signs in place of the issuer's key. */
  readonly signer?: {
    readonly identifierDer: Bytes
    readonly sign: (toBeSigned: Bytes) => Promise<Bytes>
  }
}

/** Encodes a name of one common name, in the string type given. */
export const nameDer = (commonName: string, tag: 'utf8' | 'printable' = 'utf8'): Bytes =>
  encodeSequence(
    encodeElement(
      derTag.set,
      encodeSequence(
        encodeObjectIdentifier(oids.commonName),
        tag === 'utf8' ? encodeUtf8String(commonName) : encodeAsciiString(derTag.printableString, commonName),
      ),
    ),
  )

let serial = 1000

/** Certifies one entity by another: an authority, or a server of `pbx.example.com` where `cA` is false. */
export async function certify(issuer: Entity, subject: Entity, changes: CertificateChanges = {}): Promise<Bytes> {
  const { from = '2026-01-01T00:00:00Z', until = '2027-01-01T00:00:00Z', version = 3 } = changes
  const { signingKey } = issuer.keyPair
  const extensions = extensionsOf(issuer, subject, changes)
  const toBeSigned = encodeSequence(
    ...(version === 1 ? [] : [encodeContextConstructed(0, encodeInteger(version - 1))]),
    changes.serialDer ?? encodeInteger(++serial),
    changes.signer?.identifierDer ?? signatureIdentifierOf(signingKey),
    changes.issuerDer ?? nameDer(issuer.name),
    encodeSequence(encodeTime(new Date(from)), encodeTime(new Date(until))),
    changes.subjectDer ?? nameDer(subject.name),
    changes.spki ?? subject.keyPair.subjectPublicKeyInfo,
    ...(extensions.length === 0 ? [] : [encodeContextConstructed(3, encodeExtensions(extensions))]),
  )
  if (changes.signer === undefined) return signStructure(toBeSigned, signingKey)
  const { identifierDer, sign } = changes.signer
  return encodeSequence(toBeSigned, identifierDer, encodeBitString(await sign(toBeSigned)))
}

const identifierOf = ({ keyPair }: Entity): Bytes => deriveKeyIdentifier(keyPair.subjectPublicKeyInfo)

function extensionsOf(issuer: Entity, subject: Entity, changes: CertificateChanges): readonly Extension[] {
  const { cA = true, pathLen, constraints, purposes = cA ? [] : [oids.idKpServerAuth] } = changes
  const { dnsNames = [], sans = cA || dnsNames.length > 0 ? [] : ['pbx.example.com'] } = changes
  const names = [...sans.map(parseGeneralName), ...dnsNames.map((value) => ({ kind: 'dNSName', value }) as const)]
  const all: Extension[] = [
    encodeBasicConstraints({ cA, pathLenConstraint: pathLen }),
    encodeKeyUsage(cA ? ['keyCertSign', 'cRLSign'] : ['digitalSignature']),
    encodeSubjectKeyIdentifier(identifierOf(subject)),
    ...(issuer === subject ? [] : [encodeAuthorityKeyIdentifier(identifierOf(issuer))]),
    ...(purposes.length > 0 ? [encodeExtKeyUsage(purposes)] : []),
    ...(names.length > 0 ? [encodeSubjectAltName(names, false)] : []),
    ...(constraints === undefined ? [] : [encodeNameConstraints({ permitted: [], excluded: [], ...constraints })]),
    ...(changes.more ?? []),
  ]
  const kept = all.filter(({ oid }) => !(changes.without ?? []).includes(oid))
  return changes.edit?.(kept) ?? kept
}

/** Replaces the extension of an OID. */
export const replace =
  (oid: string, change: (extension: Extension) => Extension) =>
  (extensions: readonly Extension[]): readonly Extension[] =>
    extensions.map((extension) => (extension.oid === oid ? change(extension) : extension))

/** Asks about a target at `moment`, as a client of `pbx.example.com`. */
export const ask = (
  target: Bytes,
  anchors: readonly Bytes[],
  intermediates: readonly Bytes[] = [],
  changes: Partial<PathQuestion> = {},
): Promise<PathAnswer> =>
  checkCertificationPath({
    target,
    anchors,
    intermediates,
    moment,
    profile: rfc5280Profile,
    purposes: [oids.idKpServerAuth],
    peer: { kind: 'dNSName', value: 'pbx.example.com' },
    ...changes,
  })

/** Gives what tests look at: the verdict, or the code of the rule that failed and where. */
export const told = ({ verdict, failure }: PathAnswer): string =>
  failure === null ? verdict : `${failure.rule.code} at ${String(failure.at)}`

// A certificate as path validation asks it: its fields, its names in comparing form, and its extensions, read once.
import { type Bytes, encodeHex } from '../bytes.ts'
import { type Certificate, decodeCertificate } from '../certificate.ts'
import { decodeDer, decodeMembers, decodeSequence, decodeSmallInteger, type DerElement } from '../der.ts'
import { formatDistinguishedName } from '../distinguished-name.ts'
import { isPkiError, PkiError, readOrNull } from '../errors.ts'
import { type AuthorityKeyIdentifier, decodeAuthorityKeyIdentifier } from '../extensions/authority-key-identifier.ts'
import { type BasicConstraints, decodeBasicConstraints } from '../extensions/basic-constraints.ts'
import { decodeCertificatePolicies } from '../extensions/certificate-policies.ts'
import { decodeExtKeyUsage } from '../extensions/ext-key-usage.ts'
import { type Extension, findExtension } from '../extensions/extension.ts'
import { decodeKeyUsage, type KeyUsageBit } from '../extensions/key-usage.ts'
import { decodeSubtreeElements } from '../extensions/name-constraints.ts'
import { decodePolicyConstraints } from '../extensions/policy-constraints.ts'
import { decodePolicyMappings } from '../extensions/policy-mappings.ts'
import { decodeSubjectKeyIdentifier } from '../extensions/subject-key-identifier.ts'
import { type OidName, oids } from '../oids.ts'
import { decodeSignedStructure, hasSameIdentifier, type SignedStructure } from '../signed-structure.ts'
import { nameKeyOf } from './name-key.ts'
import { makeTextName, nameTag, type PathName, readDirectoryName, readPathName } from './path-name.ts'
import { type ForeignSignature, readSignatureIdentifier } from './signature-algorithms.ts'
import { readSubtree, type Subtree } from './subtree.ts'

/** Subtrees of one authority. */
export interface Constraints {
  readonly permitted: readonly Subtree[]
  readonly excluded: readonly Subtree[]
}

// The extensions that validation looks into, by the names of their OIDs.
const readers = {
  basicConstraints: decodeBasicConstraints,
  keyUsage: decodeKeyUsage,
  extKeyUsage: decodeExtKeyUsage,
  subjectAltName: (der: Bytes): PathName[] => decodeSequence(der).map(readPathName),
  nameConstraints: readConstraints,
  certificatePolicies: (der: Bytes): string[] =>
    decodeCertificatePolicies(der).map(({ policyIdentifier }) => policyIdentifier),
  policyMappings: decodePolicyMappings,
  policyConstraints: decodePolicyConstraints,
  inhibitAnyPolicy: (der: Bytes): number => decodeSmallInteger(decodeDer(der)),
  subjectKeyIdentifier: (der: Bytes): string => encodeHex(decodeSubjectKeyIdentifier(der)),
  authorityKeyIdentifier: decodeAuthorityKeyIdentifier,
} satisfies Partial<Record<OidName, (der: Bytes) => unknown>>
type ValueName = keyof typeof readers
const valueNames = Object.keys(readers) as ValueName[]

function readConstraints(der: Bytes): Constraints {
  const { permitted, excluded } = decodeSubtreeElements(der)
  const lists = decodeSequence(der)
  // RFC 5280 §4.2.1.10: permitted, excluded or both, and nothing is empty. What else stood there would constrain nothing.
  const isInForm = ['160', '161', '160 161'].includes(lists.map(({ tag }) => tag).join(' '))
  const hasEmpty = lists.some(({ contents }) => contents.length === 0)
  if (!isInForm || hasEmpty || [...permitted, ...excluded].some(({ base }) => base === undefined))
    throw new PkiError('der/value-invalid', { what: 'NameConstraints' }, 'Cannot read name constraints: not their form')
  return { permitted: permitted.map(readSubtree), excluded: excluded.map(readSubtree) }
}

const emailAttribute = ({ type }: { readonly type: string }): boolean => type === oids.emailAddress

export class PathCertificate {
  readonly der: Bytes
  readonly fields: Certificate
  readonly structure: SignedStructure
  /** Members of TBSCertificate from the serial number on. */
  readonly members: readonly DerElement[]
  readonly subjectKey: string
  readonly issuerKey: string
  private readonly values = new Map<string, unknown>()

  /** Reads a certificate; throws {@link PkiError} `der/…`, `extension/duplicate`. */
  constructor(der: Bytes) {
    this.der = der
    this.fields = decodeCertificate(der)
    this.structure = decodeSignedStructure(der)
    this.members = decodeMembers(this.structure.toBeSigned).filter(({ tag }) => tag !== 0xa0)
    this.subjectKey = nameKeyOf(this.fields.subjectDer)
    this.issuerKey = nameKeyOf(this.fields.issuerDer)
  }

  /** Issuer and subject are the same name (RFC 5280 §3.2), whoever's key has signed. */
  get isSelfIssued(): boolean {
    return this.subjectKey === this.issuerKey
  }

  /** The key, as a text that is the same for the same key. */
  get publicKey(): string {
    return this.once('publicKey', () => encodeHex(this.fields.subjectPublicKeyInfo))
  }

  get subjectText(): string {
    return formatDistinguishedName(this.fields.subject)
  }

  /** How it is signed; one that cannot be read has no name, and its signature is invalid. */
  get signature(): ForeignSignature {
    return this.once('signature', () => {
      const found = readOrNull(() => readSignatureIdentifier(this.structure.signatureIdentifier))
      return found ?? { label: '?', verification: null, isWeak: false }
    })
  }

  get hasMatchingIdentifiers(): boolean {
    const [, inner] = this.members
    return inner !== undefined && hasSameIdentifier(this.structure, inner)
  }

  get basicConstraints(): BasicConstraints | null {
    return this.value('basicConstraints')
  }

  get keyUsage(): readonly KeyUsageBit[] | null {
    return this.value('keyUsage')
  }

  get extKeyUsage(): readonly string[] | null {
    return this.value('extKeyUsage')
  }

  /** In hexadecimal. */
  get subjectKeyIdentifier(): string | null {
    return this.value('subjectKeyIdentifier')
  }

  get authorityKeyIdentifier(): AuthorityKeyIdentifier | null {
    return this.value('authorityKeyIdentifier')
  }

  get constraints(): Constraints | null {
    return this.value('nameConstraints')
  }

  /** Names of subjectAltName; null when there is none. */
  get altNames(): readonly PathName[] | null {
    return this.value('subjectAltName')
  }

  /** Reads every value that validation uses; gives the OIDs of extensions whose value cannot be read. */
  get malformedExtensions(): readonly string[] {
    return valueNames
      .filter((name) => this.extension(oids[name]) !== null && this.value(name) === null)
      .map((name) => oids[name])
  }

  /** Every name that name constraints apply to (RFC 5280 §4.2.1.10): never the common name. */
  get constrainedNames(): readonly PathName[] {
    return this.once('constrainedNames', () => {
      const { subject, subjectDer } = this.fields
      const directory = subject.length === 0 ? null : readDirectoryName(subjectDer)
      // Mailboxes in the subject count only where there is no subjectAltName.
      const mailboxes =
        this.altNames !== null
          ? []
          : subject
              .flat()
              .filter(emailAttribute)
              .map(({ value }) => makeTextName(nameTag.rfc822Name, value))
      return [...(directory === null ? [] : [directory]), ...mailboxes, ...(this.altNames ?? [])]
    })
  }

  /** Finds an extension, its value unread. */
  extension(oid: string): Extension | null {
    return findExtension(this.fields.extensions, oid)
  }

  /** Reads an extension's value once; null when it is not there, or malformed. */
  value<N extends ValueName>(name: N): ReturnType<(typeof readers)[N]> | null {
    return this.once(name, () => {
      const extension = this.extension(oids[name])
      if (extension === null) return null
      try {
        return readers[name](extension.valueDer) as ReturnType<(typeof readers)[N]>
      } catch (error) {
        if (isPkiError(error)) return null
        throw error
      }
    })
  }

  private once<T>(key: string, make: () => T): T {
    if (!this.values.has(key)) this.values.set(key, make())
    return this.values.get(key) as T
  }
}

/** Reads a certificate; gives the code of what is wrong where it cannot be read. */
export function readPathCertificate(der: Bytes): PathCertificate | string {
  try {
    return new PathCertificate(der)
  } catch (error) {
    if (isPkiError(error)) return error.code
    throw error
  }
}

/** Tells whether two certificates certify the same key for the same name. */
export const isSameEntity = (a: PathCertificate, b: PathCertificate): boolean =>
  a.subjectKey === b.subjectKey && a.publicKey === b.publicKey

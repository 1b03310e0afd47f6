// From a pile of certificates, requests and keys to what belongs together: key to certificate by the public key, and the
// chain above each by name, key identifiers and signature. It orders and names; whether a chain is to be trusted is not asked.
import { type Bytes, encodeHex } from './bytes.ts'
import { type Certificate, decodeCertificate, verifyCertificateSignature } from './certificate.ts'
import { decodeCertificationRequest } from './certification-request.ts'
import { makeVisible } from './describe/visible-text.ts'
import { commonNameOf, type DistinguishedName, formatDistinguishedName } from './distinguished-name.ts'
import { isPkiError, readOrNull } from './errors.ts'
import { decodeAuthorityKeyIdentifier } from './extensions/authority-key-identifier.ts'
import { isAuthority } from './extensions/basic-constraints.ts'
import { type Extension, findExtension } from './extensions/extension.ts'
import { decodeSubjectKeyIdentifier } from './extensions/subject-key-identifier.ts'
import { digestNow } from './hash-library.ts'
import { oids } from './oids.ts'
import { isWeakSignature } from './signature-names.ts'
import { publicKeyKindOf } from './subject-public-key-info.ts'

/** One readable object of the pile. */
export type PileObject =
  | { readonly id: number; readonly kind: 'certificate' | 'certification-request'; readonly der: Bytes }
  /** SubjectPublicKeyInfo DER of a private key. */
  | { readonly id: number; readonly kind: 'private-key'; readonly publicKey: Bytes }

/** One certificate above another. */
export interface AssembledLink {
  /** Of the pile's certificate, or the place of one in the list of what is kept. */
  readonly from: 'pile' | 'kept'
  readonly id: number
  readonly name: string
}

/** What is to be pointed out about an assembly; each has words in the catalogue. */
export type AssemblyNote = 'expired' | 'not-yet-valid' | 'weak-key' | 'weak-signature' | 'key-in-several-certificates'

/** A certificate with what belongs to it, or a key and its request that wait for one; ids are those of the pile. */
export interface Assembled {
  /** Of the certificate, request or key that it is about. */
  readonly id: number
  readonly name: string
  readonly certificateId: number | null
  readonly requestId: number | null
  /** Of the private key. */
  readonly keyId: number | null
  /** SHA-256 of SubjectPublicKeyInfo in lower-case hexadecimal, as `keyHashOf` gives it. */
  readonly keyHash: string
  readonly isAuthority: boolean
  /** Issuer first. */
  readonly chain: readonly AssembledLink[]
  /** Name of the issuer that is not at hand; null where the chain ends in a self-issued certificate. */
  readonly missingIssuer: string | null
  readonly notes: readonly AssemblyNote[]
}

interface Node {
  readonly from: 'pile' | 'kept'
  readonly id: number
  readonly der: Bytes
  readonly certificate: Certificate
  readonly name: string
  /** SHA-256 of the whole. */
  readonly hash: string
  readonly subject: string
  readonly issuer: string
  readonly keyHash: string
  readonly keyIdentifier: string | null
  readonly authorityKeyIdentifier: string | null
}

const MAX_UNREACHED = 100
// Longer chains exist nowhere, and cross-signed certificates could otherwise go round for ever.
const MAX_CHAIN = 10
// Each takes a tenth of a millisecond; beyond, names and key identifiers have to do.
const MAX_VERIFICATIONS = 5000

/**
 * Puts together what belongs together. Equal certificates count once.
 *
 * @param kept - certificates of the vault, which help to complete chains
 */
export async function assemble(pile: readonly PileObject[], kept: readonly Bytes[], now: Date): Promise<Assembled[]> {
  const nodes = nodesOf(pile)
  const keys = byKeyHash(pile.filter((object) => object.kind === 'private-key'))
  const requests = readRequests(pile)
  const keptNodes = kept.flatMap((der, id) => readNode({ from: 'kept', id }, der))
  const chains = new ChainBuilder([...nodes, ...keptNodes])
  const chainOf = new Map<Node, readonly Node[]>()
  for (const node of nodes) chainOf.set(node, await chains.above(node))
  const issuers = new Set<Node>()
  for (const chain of chainOf.values()) for (const issuer of chain) issuers.add(issuer)
  const certificatesOfKey = new Map<string, number>()
  for (const { keyHash } of nodes) certificatesOfKey.set(keyHash, (certificatesOfKey.get(keyHash) ?? 0) + 1)
  // A certificate that stands above another of the pile is part of that one, unless its own key is here.
  const heads = nodes.filter((node) => !issuers.has(node) || keys.has(node.keyHash))
  // Two that issue each other stand above one another, and below nobody.
  const reached = new Set(heads.flatMap((head) => [head, ...(chainOf.get(head) ?? [])]))
  heads.push(...nodes.filter((node) => !reached.has(node)).slice(0, MAX_UNREACHED))
  const assembled = heads.map((node): Assembled => {
    const chain = chainOf.get(node) ?? []
    return {
      id: node.id,
      name: node.name,
      certificateId: node.id,
      requestId: requests.get(node.keyHash)?.id ?? null,
      keyId: keys.get(node.keyHash)?.id ?? null,
      keyHash: node.keyHash,
      isAuthority: isAuthority(node.certificate.extensions),
      chain: chain.map(({ from, id, name }) => ({ from, id, name })),
      missingIssuer: missingIssuerOf(chain.at(-1) ?? node),
      notes: notesOf(node, now, (certificatesOfKey.get(node.keyHash) ?? 0) > 1),
    }
  })
  return [...assembled, ...waiting(requests, keys, new Set(nodes.map(({ keyHash }) => keyHash)))]
}

const hashOf = (der: Uint8Array): string => encodeHex(digestNow('sha-256', der))

/** Gives what a key is known by: the SHA-256 of its SubjectPublicKeyInfo. */
export const keyHashOf = (subjectPublicKeyInfo: Uint8Array): string => hashOf(subjectPublicKeyInfo)

function nodesOf(pile: readonly PileObject[]): Node[] {
  const nodes = new Map<string, Node>()
  for (const object of pile) {
    if (object.kind !== 'certificate') continue
    const hash = hashOf(object.der)
    if (!nodes.has(hash))
      for (const node of readNode({ from: 'pile', id: object.id }, object.der)) nodes.set(hash, node)
  }
  return [...nodes.values()]
}

// What was shown could be read; what cannot be read has an item of its own that says so.
function readNode(origin: Pick<Node, 'from' | 'id'>, der: Bytes): Node[] {
  try {
    const certificate = decodeCertificate(der)
    const { subject, subjectDer, issuerDer, subjectPublicKeyInfo, extensions } = certificate
    return [
      {
        ...origin,
        der,
        certificate,
        name: nameOf(subject),
        hash: hashOf(der),
        subject: encodeHex(subjectDer),
        issuer: encodeHex(issuerDer),
        keyHash: keyHashOf(subjectPublicKeyInfo),
        keyIdentifier: keyIdentifierOf(extensions),
        authorityKeyIdentifier: authorityKeyIdentifierOf(extensions),
      },
    ]
  } catch (error) {
    if (isPkiError(error)) return []
    throw error
  }
}

const nameOf = (name: DistinguishedName): string => makeVisible(commonNameOf(name) ?? formatDistinguishedName(name))

type KeyObject = Extract<PileObject, { kind: 'private-key' }>

const byKeyHash = (keys: readonly KeyObject[]): Map<string, KeyObject> =>
  new Map(keys.toReversed().map((key) => [keyHashOf(key.publicKey), key]))

interface FoundRequest {
  readonly id: number
  readonly name: string
}

function readRequests(pile: readonly PileObject[]): Map<string, FoundRequest> {
  const requests = new Map<string, FoundRequest>()
  for (const object of pile) {
    if (object.kind !== 'certification-request') continue
    const { subject, subjectPublicKeyInfo } = decodeCertificationRequest(object.der)
    requests.set(keyHashOf(subjectPublicKeyInfo), { id: object.id, name: nameOf(subject) })
  }
  return requests
}

/** Requests and keys whose certificate is not here. */
function waiting(
  requests: ReadonlyMap<string, FoundRequest>,
  keys: ReadonlyMap<string, KeyObject>,
  certified: ReadonlySet<string>,
): Assembled[] {
  const hashes = [...new Set([...requests.keys(), ...keys.keys()])].filter((hash) => !certified.has(hash))
  return hashes.flatMap((hash) => {
    const request = requests.get(hash)
    const key = keys.get(hash)
    const id = request?.id ?? key?.id
    if (id === undefined) return []
    return [
      {
        id,
        name: request?.name ?? (key === undefined ? '' : publicKeyKindOf(key.publicKey).label),
        certificateId: null,
        requestId: request?.id ?? null,
        keyId: key?.id ?? null,
        keyHash: hash,
        isAuthority: false,
        chain: [],
        missingIssuer: null,
        notes: [],
      },
    ]
  })
}

// Cross-signed authorities have two or three; a pile made to keep the search busy has thousands.
const MAX_CANDIDATES = 10
// Steps of the search in all; every step may cost a verification.
const MAX_STEPS = 50_000

/** Finds the issuers of certificates among those at hand. */
class ChainBuilder {
  private readonly bySubject = new Map<string, Node[]>()
  /** By subject and key identifier. */
  private readonly byKey = new Map<string, Node[]>()
  private readonly complete = new Map<Node, readonly Node[]>()
  private verifications = 0
  private steps = 0

  constructor(nodes: readonly Node[]) {
    for (const node of nodes) {
      addTo(this.bySubject, node.subject, node)
      addTo(this.byKey, `${node.subject} ${node.keyIdentifier ?? ''}`, node)
    }
  }

  /**
   * Gives the chain above a certificate, issuer first: one that ends in a self-issued certificate where there is one, else
   * the longest.
   *
   * @param below - what stands below it already, which cannot stand above it too
   */
  async above(node: Node, below: readonly Node[] = []): Promise<readonly Node[]> {
    if (node.subject === node.issuer || below.length >= MAX_CHAIN || ++this.steps > MAX_STEPS) return []
    const known = this.complete.get(node)
    if (known !== undefined) return known
    let best: readonly Node[] = []
    for (const candidate of this.candidatesFor(node)) {
      if ([node, ...below].some(({ hash }) => hash === candidate.hash)) continue
      if (!(await this.isSignedBy(node, candidate))) continue
      const chain = [candidate, ...(await this.above(candidate, [node, ...below]))]
      if (isComplete(chain)) {
        this.complete.set(node, chain)
        return chain
      }
      if (chain.length > best.length) best = chain
    }
    return best
  }

  // The best first: one whose key identifier is the one named, or where nobody names one; then the one that is valid longest.
  private candidatesFor({ issuer, authorityKeyIdentifier: wanted }: Node): readonly Node[] {
    const named =
      wanted === null
        ? (this.bySubject.get(issuer) ?? [])
        : [...(this.byKey.get(`${issuer} ${wanted}`) ?? []), ...(this.byKey.get(`${issuer} `) ?? [])]
    return named
      .slice(0, MAX_CANDIDATES)
      .toSorted((a, b) => b.certificate.notAfter.getTime() - a.certificate.notAfter.getTime())
  }

  private async isSignedBy(node: Node, issuer: Node): Promise<boolean> {
    if (++this.verifications > MAX_VERIFICATIONS) return true
    try {
      return await verifyCertificateSignature(node.der, issuer.certificate.subjectPublicKeyInfo)
    } catch (error) {
      // An algorithm that no browser verifies: name and key identifier have to do.
      if (isPkiError(error) && error.code.endsWith('/algorithm-unsupported')) return true
      if (isPkiError(error)) return false
      throw error
    }
  }
}

function addTo(index: Map<string, Node[]>, key: string, node: Node): void {
  const others = index.get(key)
  if (others === undefined) index.set(key, [node])
  else others.push(node)
}

const isComplete = (chain: readonly Node[]): boolean => {
  const last = chain.at(-1)
  return last !== undefined && last.subject === last.issuer
}

function keyIdentifierOf(extensions: readonly Extension[]): string | null {
  const extension = findExtension(extensions, oids.subjectKeyIdentifier)
  return extension && readOrNull(() => encodeHex(decodeSubjectKeyIdentifier(extension.valueDer)))
}

function authorityKeyIdentifierOf(extensions: readonly Extension[]): string | null {
  const extension = findExtension(extensions, oids.authorityKeyIdentifier)
  const keyIdentifier = extension && readOrNull(() => decodeAuthorityKeyIdentifier(extension.valueDer).keyIdentifier)
  return keyIdentifier ? encodeHex(keyIdentifier) : null
}

const missingIssuerOf = ({ subject, issuer, certificate }: Node): string | null =>
  subject === issuer ? null : nameOf(certificate.issuer)

const MIN_RSA_BITS = 2048

function notesOf({ certificate, subject, issuer }: Node, now: Date, isKeyShared: boolean): AssemblyNote[] {
  const { notBefore, notAfter, subjectPublicKeyInfo, signatureAlgorithm } = certificate
  const bits = readOrNull(() => publicKeyKindOf(subjectPublicKeyInfo).modulusBits) ?? MIN_RSA_BITS
  const notes: (AssemblyNote | false)[] = [
    now > notAfter && 'expired',
    now < notBefore && 'not-yet-valid',
    bits < MIN_RSA_BITS && 'weak-key',
    // Nobody relies on a root's own signature.
    subject !== issuer && isWeakSignature(signatureAlgorithm) && 'weak-signature',
    isKeyShared && 'key-in-several-certificates',
  ]
  return notes.filter((note) => note !== false)
}

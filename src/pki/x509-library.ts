// The one door to @peculiar/x509: reads certificates and requests a second time, by code that did not write them.
// Plain data goes in and comes out. Load it with import(): it and its polyfill are no part of the start.
import 'reflect-metadata'
import * as x509 from '@peculiar/x509'
import type { Bytes } from './bytes.ts'
import { decodeDer } from './der.ts'
import type { DistinguishedName } from './distinguished-name.ts'
import { PkiError } from './errors.ts'
import { nameOfSignatureAlgorithm } from './signature-names.ts'
import { publicKeyKindOf } from './subject-public-key-info.ts'

/** One entry of a SAN: a kind in the standard's words (or the library's, for a kind that we do not write) and a value. */
export type RereadGeneralName =
  | { readonly kind: string; readonly value: string }
  | { readonly kind: 'directoryName'; readonly value: DistinguishedName }

/** What a certificate and a request have in common. */
interface RereadSubject {
  readonly subject: DistinguishedName
  readonly subjectAltNames: readonly RereadGeneralName[]
  readonly subjectPublicKeyInfo: Bytes
  readonly extensions: readonly { readonly oid: string; readonly critical: boolean }[]
}

/** What the key may do, told by three extensions. */
export interface RereadUsages {
  readonly cA: boolean
  readonly pathLenConstraint: number | undefined
  /** Bits by their position in KeyUsage. */
  readonly keyUsageBits: readonly number[]
  /** Dotted OIDs. */
  readonly extKeyUsage: readonly string[]
}

export interface RereadCertificate extends RereadSubject, RereadUsages {
  readonly issuer: DistinguishedName
  readonly serialNumberHex: string
  readonly notBefore: Date
  readonly notAfter: Date
}

export type RereadRequest = RereadSubject

// The library names these twelve types by short names and all others by their OID (its NameIdentifier).
const SHORT_NAMES: Readonly<Record<string, string>> = {
  CN: '2.5.4.3',
  SN: '2.5.4.4',
  C: '2.5.4.6',
  L: '2.5.4.7',
  ST: '2.5.4.8',
  O: '2.5.4.10',
  OU: '2.5.4.11',
  T: '2.5.4.12',
  G: '2.5.4.42',
  I: '2.5.4.43',
  E: '1.2.840.113549.1.9.1',
  DC: '0.9.2342.19200300.100.1.25',
}

/** Reads a certificate; throws the library's own error when it cannot. */
export function readCertificate(certificateDer: Bytes): RereadCertificate {
  const certificate = new x509.X509Certificate(certificateDer)
  return {
    ...readSubject(certificate),
    ...readUsages(certificate.extensions),
    issuer: readName(certificate.issuerName),
    serialNumberHex: certificate.serialNumber.toLowerCase(),
    notBefore: certificate.notBefore,
    notAfter: certificate.notAfter,
  }
}

/** Reads a request; throws the library's own error when it cannot. */
export const readRequest = (requestDer: Bytes): RereadRequest =>
  readSubject(new x509.Pkcs10CertificateRequest(requestDer))

/**
 * Tells whether a request is signed by the key that it names; throws the library's own error when it cannot read it.
 *
 * @throws {@link PkiError} `key/algorithm-unsupported`, `signature/algorithm-unsupported` when this browser cannot verify it
 */
export async function verifyRequest(requestDer: Bytes): Promise<boolean> {
  const request = new x509.Pkcs10CertificateRequest(requestDer)
  await importVerifyingKey(request.publicKey)
  requireKnownSignature(request.signatureAlgorithm)
  return request.verify(crypto)
}

/**
 * Verifies a certificate's signature under a public key; dates and everything else stay unlooked at.
 *
 * @throws {@link PkiError} `key/algorithm-unsupported`, `signature/algorithm-unsupported` when this browser cannot verify it
 */
export async function verifyCertificate(certificateDer: Bytes, issuerPublicKeyInfo: Bytes): Promise<boolean> {
  const publicKey = new x509.PublicKey(issuerPublicKeyInfo)
  const certificate = new x509.X509Certificate(certificateDer)
  await importVerifyingKey(publicKey)
  requireKnownSignature(certificate.signatureAlgorithm)
  return certificate.verify({ publicKey, signatureOnly: true }, crypto)
}

/** The library gives the OID for a name where it knows no algorithm of WebCrypto, and then answers "not valid". */
function requireKnownSignature({ name: oid }: Algorithm): void {
  if (!/^\d+(?:\.\d+)+$/.test(oid)) return
  const algorithm = nameOfSignatureAlgorithm(oid)
  throw new PkiError(
    'signature/algorithm-unsupported',
    { algorithm },
    `Cannot verify: no support for "${algorithm}" here`,
  )
}

/**
 * Imports a public key. The library answers "not valid" for a key that the browser does not know; that there is no
 * answer is another thing, and is said.
 *
 * @returns null for a key that is damaged
 */
async function importVerifyingKey(publicKey: x509.PublicKey): Promise<CryptoKey | null> {
  try {
    return await publicKey.export(signingAlgorithm(publicKey), ['verify'], crypto)
  } catch (cause) {
    if (!(cause instanceof Error) || cause.name !== 'NotSupportedError') return null
    const algorithm = publicKeyKindOf(new Uint8Array(publicKey.rawData)).label
    throw new PkiError(
      'key/algorithm-unsupported',
      { algorithm },
      `Cannot verify: no support for "${algorithm}" here`,
      { cause },
    )
  }
}

// The hash plays no part in which key it is; ECDSA takes its own with each signature.
const signingAlgorithm = ({ algorithm }: x509.PublicKey) => ({ ...algorithm, hash: 'SHA-256' })

/** Reads the DER of every block of a PEM text, whatever its label. */
export const readPemBlocks = (text: string): Bytes[] => x509.PemConverter.decode(text).map((der) => new Uint8Array(der))

/**
 * Tells whether a private key makes signatures that a public key accepts; a key that cannot be imported does not.
 *
 * @param privateKeyInfo - PKCS #8 DER, secret
 * @throws {@link PkiError} `key/algorithm-unsupported` when this browser cannot verify with such a key
 */
export async function isKeyPair(privateKeyInfo: Bytes, subjectPublicKeyInfo: Bytes): Promise<boolean> {
  const publicKey = new x509.PublicKey(subjectPublicKeyInfo)
  const algorithm = signingAlgorithm(publicKey)
  const verifyingKey = await importVerifyingKey(publicKey)
  const signingKey = await crypto.subtle
    .importKey('pkcs8', privateKeyInfo, algorithm, false, ['sign'])
    .catch(() => null)
  if (verifyingKey === null || signingKey === null) return false
  const message = crypto.getRandomValues(new Uint8Array(32))
  const signature = await crypto.subtle.sign(algorithm, signingKey, message)
  return crypto.subtle.verify(algorithm, verifyingKey, signature, message)
}

function readSubject(source: x509.X509Certificate | x509.Pkcs10CertificateRequest): RereadSubject {
  const alternative = source.extensions.find((extension) => extension instanceof x509.SubjectAlternativeNameExtension)
  return {
    subject: readName(source.subjectName),
    subjectAltNames: alternative?.names.items.map(readGeneralName) ?? [],
    subjectPublicKeyInfo: new Uint8Array(source.publicKey.rawData),
    extensions: source.extensions.map(({ type, critical }) => ({ oid: type, critical })),
  }
}

function readUsages(extensions: readonly x509.Extension[]): RereadUsages {
  const constraints = extensions.find((extension) => extension instanceof x509.BasicConstraintsExtension)
  const flags: number = extensions.find((extension) => extension instanceof x509.KeyUsagesExtension)?.usages ?? 0
  const purposes = extensions.find((extension) => extension instanceof x509.ExtendedKeyUsageExtension)
  return {
    cA: constraints?.ca ?? false,
    pathLenConstraint: constraints?.pathLength,
    keyUsageBits: Array.from({ length: 9 }, (_, bit) => bit).filter((bit) => flags & (1 << bit)),
    extKeyUsage: purposes?.usages.map(String) ?? [],
  }
}

function readName(name: x509.Name): DistinguishedName {
  return name
    .toJSON()
    .map((rdn) =>
      Object.entries(rdn).flatMap(([type, values]) =>
        values.map((value) => ({ type: SHORT_NAMES[type] ?? type, value })),
      ),
    )
}

const KINDS: Readonly<Record<string, string>> = {
  dns: 'dNSName',
  ip: 'iPAddress',
  email: 'rfc822Name',
  url: 'uniformResourceIdentifier',
}

function readGeneralName(general: x509.GeneralName): RereadGeneralName {
  // The library's text of a directory name is not exact, and its text of an address is not canonical: both are
  // taken from the element, the name by the library's own reader of names.
  const { contents } = decodeDer(new Uint8Array(general.rawData))
  if (general.type === 'dn') return { kind: 'directoryName', value: readName(new x509.Name(new Uint8Array(contents))) }
  return {
    kind: KINDS[general.type] ?? general.type,
    value: general.type === 'ip' ? formatAddress(contents) : general.value,
  }
}

// Every group written out: the plainest text of an address, and no work of the code that wrote it.
function formatAddress(octets: Uint8Array): string {
  if (octets.length === 4) return octets.join('.')
  const groups = Array.from(
    { length: octets.length / 2 },
    (_, index) => ((octets[index * 2] ?? 0) << 8) | (octets[index * 2 + 1] ?? 0),
  )
  return groups.map((group) => group.toString(16)).join(':')
}

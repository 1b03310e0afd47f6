// Reads a certificate that we have just written by code that did not write it, and compares it with what was meant.
import { type Bytes, encodeHex, equalBytes } from '../bytes.ts'
import type { DistinguishedName } from '../distinguished-name.ts'
import { type KeyUsageBit, keyUsageBits } from '../extensions/key-usage.ts'
import type { DecodedGeneralName } from '../general-name-der.ts'
import type { IssuanceRequest } from '../issuance-request.ts'
import type { RereadCertificate } from '../x509-library.ts'
import { factOfGeneralNames, factOfInstant, factOfName } from './facts.ts'
import { askHere, compareFacts, requireTicks, type SelfTestTick, tickOf } from './tick.ts'

/** What a certificate was meant to say. */
export interface WantedCertificate {
  readonly subject: DistinguishedName
  readonly issuer: DistinguishedName
  readonly subjectAltNames: readonly DecodedGeneralName[]
  /** Octets of the positive number, big-endian. */
  readonly serialNumber: Uint8Array
  readonly notBefore: Date
  readonly notAfter: Date
  readonly cA: boolean
  readonly pathLenConstraint: number | undefined
  readonly keyUsage: readonly KeyUsageBit[]
  /** Dotted OIDs. */
  readonly extKeyUsage: readonly string[]
}

/** Compares a certificate with what was meant; its signature is {@link checkSignatures}'s business. */
export async function checkCertificate(certificateDer: Bytes, wanted: WantedCertificate): Promise<SelfTestTick[]> {
  const certificate = await tryRead(certificateDer)
  if (certificate === null) return [tickOf('certificate-reread', false)]
  return [
    tickOf('certificate-reread', true),
    compareFacts('names-match', namesOf(wanted), namesOf(certificate)),
    compareFacts(
      'usages-match',
      usagesOf(wanted, wanted.keyUsage),
      usagesOf(
        certificate,
        certificate.keyUsageBits.map((bit) => keyUsageBits[bit]),
      ),
    ),
    compareFacts(
      'certificate-fields-match',
      fieldsOf(wanted, encodeHex(wanted.serialNumber)),
      fieldsOf(certificate, certificate.serialNumberHex),
    ),
  ]
}

/** Tells whether a certificate can be read at all, for one that others issued and nothing was meant with. */
export async function checkCertificateDer(certificateDer: Bytes): Promise<SelfTestTick> {
  return tickOf('certificate-reread', (await tryRead(certificateDer)) !== null)
}

/**
 * Verifies every signature of a chain, each under the key of the next certificate.
 *
 * A signature that is wrong fails; where one has an algorithm that this browser lacks, the tick says which.
 *
 * @param chainDer - end entity first; the last is verified where it signs itself, and else only stands for its key
 */
export async function checkSignatures(chainDer: readonly Bytes[]): Promise<SelfTestTick> {
  const library = await import('../x509-library.ts')
  const certificates = await Promise.all(chainDer.map(tryRead))
  const verify = async (index: number): Promise<boolean> => {
    const certificate = certificates[index]
    const issuer = certificates[index + 1] ?? certificate
    const der = chainDer[index]
    if (!certificate || !issuer || der === undefined) return false
    const isNamed = factOfName(certificate.issuer) === factOfName(issuer.subject)
    if (!isNamed) return index === certificates.length - 1 && index > 0
    return library.verifyCertificate(der, issuer.subjectPublicKeyInfo)
  }
  const ticks = await Promise.all(chainDer.map((_, index) => askHere('signature-verifies', () => verify(index))))
  // One that is wrong counts for more than any number of those without an answer.
  return (
    ticks.find(({ passed }) => !passed) ??
    ticks.find(({ unverifiedFor }) => unverifiedFor !== undefined) ??
    tickOf('signature-verifies', ticks.length > 0)
  )
}

/**
 * Confirms that a certificate says what was asked for, and that its issuer signed it.
 *
 * @param issuerCertificateDer - the certificate itself when it is self-signed
 * @param subjectPublicKeyInfo - DER of the key that it was issued for, where no private key will prove that later
 * @throws {@link PkiError} `reread/mismatch`
 */
export async function proveCertificate(
  certificateDer: Bytes,
  issuerCertificateDer: Bytes,
  request: IssuanceRequest,
  subjectPublicKeyInfo?: Bytes,
): Promise<void> {
  const issuer = await tryRead(issuerCertificateDer)
  const { profile, keyAlgorithm } = request
  const { cA, extKeyUsage } = profile
  const wanted = {
    ...request,
    cA,
    extKeyUsage,
    keyUsage: profile.keyUsage[keyAlgorithm.family],
    issuer: issuer?.subject ?? [],
  }
  requireTicks([
    ...(await checkCertificate(certificateDer, wanted)),
    await checkSignatures([certificateDer, issuerCertificateDer]),
    ...(subjectPublicKeyInfo === undefined ? [] : [await checkPublicKey(certificateDer, subjectPublicKeyInfo)]),
  ])
}

async function checkPublicKey(certificateDer: Bytes, wanted: Bytes): Promise<SelfTestTick> {
  const certificate = await tryRead(certificateDer)
  return tickOf('key-matches', certificate !== null && equalBytes(certificate.subjectPublicKeyInfo, wanted))
}

async function tryRead(certificateDer: Bytes): Promise<RereadCertificate | null> {
  const { readCertificate } = await import('../x509-library.ts')
  try {
    return readCertificate(certificateDer)
  } catch {
    return null
  }
}

/** Tells whether a private key belongs to a certificate, by a signature that the certificate's key accepts. */
export async function checkCertificateKey(certificateDer: Bytes, privateKeyInfo: Bytes): Promise<SelfTestTick> {
  const library = await import('../x509-library.ts')
  const certificate = await tryRead(certificateDer)
  return tickOf(
    'key-matches',
    certificate !== null && (await library.isKeyPair(privateKeyInfo, certificate.subjectPublicKeyInfo)),
  )
}

const namesOf = ({
  subject,
  issuer,
  subjectAltNames,
}: Pick<WantedCertificate | RereadCertificate, 'subject' | 'issuer' | 'subjectAltNames'>): string =>
  [factOfName(subject), factOfName(issuer), factOfGeneralNames(subjectAltNames)].join(' | ')

const usagesOf = (
  { cA, pathLenConstraint, extKeyUsage }: Pick<WantedCertificate, 'cA' | 'pathLenConstraint' | 'extKeyUsage'>,
  keyUsage: readonly (KeyUsageBit | undefined)[],
): string =>
  [`cA ${String(cA)} ${String(pathLenConstraint)}`, keyUsage.toSorted().join(' '), extKeyUsage.join(' ')].join(' | ')

// In front of a set sign bit DER puts a zero octet, which is no part of the number.
const fieldsOf = ({ notBefore, notAfter }: { notBefore: Date; notAfter: Date }, serialNumberHex: string): string =>
  [serialNumberHex.replace(/^(?:00)+(?=.)/, ''), factOfInstant(notBefore), factOfInstant(notAfter)].join(' | ')

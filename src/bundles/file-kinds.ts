// What each kind of file is made of, how it is written, and how it is reopened: one row per kind.
import type { Bytes } from '../pki/bytes.ts'
import type { Protection } from '../pki/pbes2.ts'
import { encodePem } from '../pki/pem.ts'
import { encodePfx } from '../pki/pkcs12.ts'
import { encodePkcs7 } from '../pki/pkcs7.ts'
import { encryptPrivateKeyInfo } from '../pki/pkcs8.ts'
import { encodeTraditionalPrivateKey } from '../pki/private-key-writer.ts'
import { checkCertificateDer } from '../pki/reread/reread-certificate.ts'
import { checkPem, checkPkcs7, checkWhole } from '../pki/reread/reread-pem.ts'
import { checkPkcs12, type WantedPkcs12 } from '../pki/reread/reread-pkcs12.ts'
import { checkEncryptedKeyPem, checkTraditionalKeyPem } from '../pki/reread/reread-private-key.ts'
import type { SelfTestId, SelfTestTick } from '../pki/reread/tick.ts'
import type { FileContent } from '../targets/target.ts'
import { asksForRoot, type ProvisioningText, writeProvisioningText } from './provisioning-text.ts'
import type { LooseObject } from './credential.ts'

/** What a credential has to give; every part may be missing. */
export interface Material extends LooseObject {
  readonly requestDer?: Bytes
  readonly certificateDer?: Bytes
  /** PKCS #8 DER, secret. */
  readonly privateKeyInfo?: Bytes
  /** Issuer first, root last. */
  readonly chainDer: readonly Bytes[]
  readonly rootDer?: Bytes
  /** The CA certificate that a file is about, where there is one file for each. */
  readonly authorityDer?: Bytes
  /** The lines of a provisioning text. */
  readonly text?: ProvisioningText
  readonly friendlyName: string
  readonly passphrase?: string
  readonly protection: Protection
  readonly encryptPrivateKey: boolean
  readonly iterations?: number | undefined
}

/** The parts whose lack is reported. */
export type MaterialPart =
  | 'requestDer'
  | 'certificateDer'
  | 'privateKeyInfo'
  | 'rootDer'
  | 'authorityDer'
  | 'text'
  | 'passphrase'
  | keyof LooseObject

/** Gives a part that a file cannot be made without, or throws the error that names it. */
export type Need = <Part extends MaterialPart>(part: Part) => NonNullable<Material[Part]>

export interface WrittenFile {
  readonly bytes: Bytes
  readonly holdsPlainKey?: boolean
  /** Reopens the file with code that did not write it. */
  readonly check: () => Promise<readonly SelfTestTick[]>
}

interface FileKind {
  readonly mediaType: string
  /** Written once for each CA certificate above the certificate. */
  readonly isPerAuthority?: boolean
  readonly write: (material: Material, need: Need) => WrittenFile | Promise<WrittenFile>
}

const PEM = 'application/x-pem-file'
const DER = 'application/pkix-cert'
const PKCS10 = 'application/pkcs10'
const CRL = 'application/pkix-crl'
const PKCS7 = 'application/x-pkcs7-certificates'

const pkcs12 = (choose: (material: Material, need: Need) => WantedPkcs12): FileKind => ({
  mediaType: 'application/x-pkcs12',
  write: (material, need) => writePkcs12(choose(material, need), material, need),
})

/** Every kind of file. */
export const fileKinds: Readonly<Record<FileContent, FileKind>> = {
  'request-pem': { mediaType: PKCS10, write: writeRequest },
  'request-der': { mediaType: PKCS10, write: (_, need) => writeDer(need('requestDer')) },
  'private-key-pem': { mediaType: PEM, write: writePrivateKey },
  'private-key-der': { mediaType: 'application/pkcs8', write: writePrivateKeyDer },
  'private-key-traditional': { mediaType: PEM, write: writeTraditionalKey },
  'certificate-pem': { mediaType: PEM, write: (_, need) => writeCertificates([need('certificateDer')]) },
  'certificate-der': { mediaType: DER, write: writeCertificateDer },
  'chain-pem': { mediaType: PEM, write: (material, need) => writeCertificates(wholeChain(material, need)) },
  'combined-pem': { mediaType: PEM, write: (material, need) => writeCombined(material, need, 'key-last') },
  'combined-pem-key-first': { mediaType: PEM, write: (material, need) => writeCombined(material, need, 'key-first') },
  'root-pem': { mediaType: PEM, write: (_, need) => writeCertificates([need('rootDer')]) },
  'root-der': { mediaType: DER, write: (_, need) => writeCaDer(need('rootDer')) },
  'authorities-pem': { mediaType: PEM, write: writeAuthorities },
  'authority-pem': {
    mediaType: PEM,
    isPerAuthority: true,
    write: (_, need) => writeCertificates([need('authorityDer')]),
  },
  'authority-der': { mediaType: DER, isPerAuthority: true, write: (_, need) => writeCaDer(need('authorityDer')) },
  'pkcs7-pem': { mediaType: PKCS7, write: (material, need) => writePkcs7(wholeChain(material, need), true) },
  'pkcs7-der': { mediaType: PKCS7, write: (material, need) => writePkcs7(wholeChain(material, need), false) },
  pkcs12: pkcs12(({ chainDer }, need) => ({
    privateKeyInfo: need('privateKeyInfo'),
    certificateDer: need('certificateDer'),
    chainDer,
  })),
  'pkcs12-leaf': pkcs12((_, need) => ({
    privateKeyInfo: need('privateKeyInfo'),
    certificateDer: need('certificateDer'),
    chainDer: [],
  })),
  'pkcs12-key': pkcs12((_, need) => ({ privateKeyInfo: need('privateKeyInfo'), chainDer: [] })),
  'pkcs12-certificates': pkcs12((material, need) => ({ chainDer: wholeChain(material, need) })),
  'pkcs12-trust-store': pkcs12((_, need) => ({ chainDer: [need('rootDer')], isTrustStore: true })),
  'provisioning-text': { mediaType: 'text/plain', write: writeText },
  'crl-pem': { mediaType: CRL, write: (_, need) => writePem('X509 CRL', need('crlDer')) },
  'crl-der': { mediaType: CRL, write: (_, need) => writeDer(need('crlDer')) },
  'public-key-pem': { mediaType: PEM, write: (_, need) => writePem('PUBLIC KEY', need('publicKeyDer')) },
  'public-key-der': { mediaType: 'application/octet-stream', write: (_, need) => writeDer(need('publicKeyDer')) },
  'bunch-pem': { mediaType: PEM, write: (_, need) => writeCertificates(need('bunchDer'), 'bundle-order') },
  'pkcs7-bunch-pem': { mediaType: PKCS7, write: (_, need) => writePkcs7(need('bunchDer'), true) },
  'pkcs7-bunch-der': { mediaType: PKCS7, write: (_, need) => writePkcs7(need('bunchDer'), false) },
  'pkcs12-bunch': pkcs12((_, need) => ({ chainDer: need('bunchDer') })),
  'pkcs12-bunch-trust-store': pkcs12((_, need) => ({ chainDer: need('bunchDer'), isTrustStore: true })),
}

const utf8 = new TextEncoder()
const toPem = (label: string, der: Bytes): Bytes => utf8.encode(encodePem(label, der))
const wholeChain = ({ chainDer }: Material, need: Need): Bytes[] => [need('certificateDer'), ...chainDer]

function writeRequest(_: Material, need: Need): WrittenFile {
  const requestDer = need('requestDer')
  const bytes = toPem('CERTIFICATE REQUEST', requestDer)
  return { bytes, check: async () => [await checkPem('request-reread', bytes, [requestDer])] }
}

function writePem(label: string, der: Bytes): WrittenFile {
  const bytes = toPem(label, der)
  return { bytes, check: async () => [await checkPem('file-reread', bytes, [der])] }
}

// The bytes as they came: that nothing is behind them is all that can be asked.
function writeDer(der: Bytes): WrittenFile {
  return { bytes: der.slice(), check: () => Promise.resolve([checkWhole(der)]) }
}

function writeCertificates(
  certificatesDer: readonly Bytes[],
  id: SelfTestId = certificatesDer.length > 1 ? 'chain-order' : 'certificate-reread',
): WrittenFile {
  const bytes = utf8.encode(certificatesDer.map((der) => encodePem('CERTIFICATE', der)).join(''))
  return { bytes, check: async () => [await checkPem(id, bytes, certificatesDer)] }
}

// The bytes of the certificate itself, which the credential's own ticks are about.
function writeCertificateDer(_: Material, need: Need): WrittenFile {
  return { bytes: need('certificateDer').slice(), check: () => Promise.resolve([]) }
}

// What the credential's own ticks say of a CA certificate is only that it signed the one below.
function writeCaDer(certificateDer: Bytes): WrittenFile {
  const bytes = certificateDer.slice()
  return { bytes, check: async () => [await checkCertificateDer(bytes)] }
}

// A trust file without its root is none, so the root is asked for first; a root has no chain above it.
function writeAuthorities({ chainDer }: Material, need: Need): WrittenFile {
  const rootDer = need('rootDer')
  return writeCertificates(chainDer.length > 0 ? chainDer : [rootDer])
}

// Leaf, intermediates, root, as servers read them that take one file for all; the key comes before or behind.
function writeCombined(material: Material, need: Need, order: 'key-first' | 'key-last'): WrittenFile {
  const privateKeyInfo = need('privateKeyInfo')
  const certificates = wholeChain(material, need)
  const key = { label: 'PRIVATE KEY', der: privateKeyInfo }
  const chain = certificates.map((der) => ({ label: 'CERTIFICATE', der }))
  const blocks = order === 'key-first' ? [key, ...chain] : [...chain, key]
  const bytes = utf8.encode(blocks.map(({ label, der }) => encodePem(label, der)).join(''))
  const wanted = blocks.map(({ der }) => der)
  return { bytes, holdsPlainKey: true, check: async () => [await checkPem('chain-order', bytes, wanted)] }
}

function writeText(_: Material, need: Need): WrittenFile {
  const text = need('text')
  return writeProvisioningText(text, asksForRoot(text.lines) ? need('rootDer') : undefined)
}

function writePkcs7(certificatesDer: readonly Bytes[], isPem: boolean): WrittenFile {
  const der = encodePkcs7(certificatesDer)
  const bytes = isPem ? toPem('PKCS7', der) : der
  return {
    bytes,
    check: async () => [
      await checkPkcs7(der, certificatesDer),
      ...(isPem ? [await checkPem('certificate-reread', bytes, [der])] : []),
    ],
  }
}

function writePlainKey(privateKeyInfo: Bytes): WrittenFile {
  const bytes = toPem('PRIVATE KEY', privateKeyInfo)
  return {
    bytes,
    holdsPlainKey: true,
    check: async () => [await checkPem('private-key-reread', bytes, [privateKeyInfo])],
  }
}

async function writePrivateKey(material: Material, need: Need): Promise<WrittenFile> {
  const { encryptPrivateKey, protection, iterations } = material
  const privateKeyInfo = need('privateKeyInfo')
  if (!encryptPrivateKey) return writePlainKey(privateKeyInfo)
  const passphrase = need('passphrase')
  const encrypted = await encryptPrivateKeyInfo(privateKeyInfo, passphrase, { protection, iterations })
  const bytes = toPem('ENCRYPTED PRIVATE KEY', encrypted)
  return { bytes, check: async () => [await checkEncryptedKeyPem(bytes, privateKeyInfo, { passphrase, protection })] }
}

// The bytes of the key itself, which the credential's own ticks are about.
function writePrivateKeyDer(_: Material, need: Need): WrittenFile {
  return { bytes: need('privateKeyInfo').slice(), holdsPlainKey: true, check: () => Promise.resolve([]) }
}

function writeTraditionalKey(_: Material, need: Need): WrittenFile {
  const privateKeyInfo = need('privateKeyInfo')
  const traditional = encodeTraditionalPrivateKey(privateKeyInfo)
  // Ed25519 has no other form than PKCS #8.
  if (traditional === null) return writePlainKey(privateKeyInfo)
  const { pemLabel, der, form } = traditional
  const bytes = toPem(pemLabel, der)
  return { bytes, holdsPlainKey: true, check: async () => [await checkTraditionalKeyPem(bytes, privateKeyInfo, form)] }
}

async function writePkcs12(contents: WantedPkcs12, material: Material, need: Need): Promise<WrittenFile> {
  const { friendlyName, protection, iterations } = material
  const passphrase = need('passphrase')
  const bytes = await encodePfx({ ...contents, friendlyName, passphrase, protection, iterations })
  return { bytes, check: () => checkPkcs12(bytes, contents, { passphrase, protection }) }
}

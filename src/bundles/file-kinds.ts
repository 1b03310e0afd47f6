// What each kind of file is made of, how it is written, and how it is reopened: one row per kind.
import type { Bytes } from '../pki/bytes.ts'
import { encodePem } from '../pki/pem.ts'
import { encodePfx } from '../pki/pkcs12.ts'
import { encryptPrivateKeyInfo } from '../pki/pkcs8.ts'
import { checkEncryptedKeyPem, checkPem } from '../pki/reread/reread-pem.ts'
import { checkPkcs12 } from '../pki/reread/reread-pkcs12.ts'
import type { SelfTestTick } from '../pki/reread/tick.ts'
import type { FileContent } from '../targets/target.ts'

/** What a credential has to give; every part may be missing. */
export interface Material {
  readonly requestDer?: Bytes
  readonly certificateDer?: Bytes
  /** PKCS #8 DER, secret. */
  readonly privateKeyInfo?: Bytes
  /** Issuer first, root last. */
  readonly chainDer: readonly Bytes[]
  readonly rootDer?: Bytes
  readonly friendlyName: string
  readonly passphrase?: string
  readonly encryptPrivateKey: boolean
  readonly iterations?: number
}

/** The parts whose lack is reported. */
export type MaterialPart = 'requestDer' | 'certificateDer' | 'privateKeyInfo' | 'rootDer' | 'passphrase'

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
  readonly write: (material: Material, need: Need) => WrittenFile | Promise<WrittenFile>
}

const PEM = 'application/x-pem-file'

/** Every kind of file. */
export const fileKinds: Readonly<Record<FileContent, FileKind>> = {
  'request-pem': { mediaType: 'application/pkcs10', write: writeRequest },
  'private-key-pem': { mediaType: PEM, write: writePrivateKey },
  'certificate-pem': { mediaType: PEM, write: (_, need) => writeCertificates([need('certificateDer')]) },
  'certificate-der': { mediaType: 'application/pkix-cert', write: writeCertificateDer },
  'chain-pem': {
    mediaType: PEM,
    write: ({ chainDer }, need) => writeCertificates([need('certificateDer'), ...chainDer]),
  },
  'root-pem': { mediaType: PEM, write: (_, need) => writeCertificates([need('rootDer')]) },
  pkcs12: { mediaType: 'application/x-pkcs12', write: writePkcs12 },
}

const utf8 = new TextEncoder()
const toPem = (label: string, der: Bytes): Bytes => utf8.encode(encodePem(label, der))

function writeRequest(_: Material, need: Need): WrittenFile {
  const requestDer = need('requestDer')
  const bytes = toPem('CERTIFICATE REQUEST', requestDer)
  return { bytes, check: async () => [await checkPem('request-reread', bytes, [requestDer])] }
}

function writeCertificates(certificatesDer: readonly Bytes[]): WrittenFile {
  const bytes = utf8.encode(certificatesDer.map((der) => encodePem('CERTIFICATE', der)).join(''))
  const id = certificatesDer.length > 1 ? 'chain-order' : 'certificate-reread'
  return { bytes, check: async () => [await checkPem(id, bytes, certificatesDer)] }
}

// The bytes of the certificate itself, which the credential's own ticks are about.
function writeCertificateDer(_: Material, need: Need): WrittenFile {
  return { bytes: need('certificateDer').slice(), check: () => Promise.resolve([]) }
}

async function writePrivateKey({ encryptPrivateKey, iterations }: Material, need: Need): Promise<WrittenFile> {
  const privateKeyInfo = need('privateKeyInfo')
  if (!encryptPrivateKey) {
    const bytes = toPem('PRIVATE KEY', privateKeyInfo)
    return {
      bytes,
      holdsPlainKey: true,
      check: async () => [await checkPem('private-key-reread', bytes, [privateKeyInfo])],
    }
  }
  const passphrase = need('passphrase')
  const bytes = toPem(
    'ENCRYPTED PRIVATE KEY',
    await encryptPrivateKeyInfo(privateKeyInfo, passphrase, iterations === undefined ? {} : { iterations }),
  )
  return { bytes, check: async () => [await checkEncryptedKeyPem(bytes, passphrase, privateKeyInfo)] }
}

async function writePkcs12({ chainDer, friendlyName, iterations }: Material, need: Need): Promise<WrittenFile> {
  const identity = { privateKeyInfo: need('privateKeyInfo'), certificateDer: need('certificateDer'), chainDer }
  const passphrase = need('passphrase')
  const bytes = await encodePfx({
    ...identity,
    friendlyName,
    passphrase,
    ...(iterations === undefined ? {} : { iterations }),
  })
  return { bytes, check: () => checkPkcs12(bytes, passphrase, identity) }
}

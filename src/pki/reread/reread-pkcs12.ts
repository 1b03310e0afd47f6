// Opens a PKCS #12 file that we have just written by code that did not write it, and compares all that is inside.
import { type Bytes, equalBytes } from '../bytes.ts'
import type { Protection } from '../pbes2.ts'
import { openPkcs12 } from '../pkcs12-reader.ts'
import { checkWhole, equalLists } from './reread-pem.ts'
import { type SelfTestTick, tickOf } from './tick.ts'

/** What the file was meant to hold. */
export interface WantedPkcs12 {
  /** PKCS #8 DER, secret. */
  readonly privateKeyInfo?: Bytes
  readonly certificateDer?: Bytes
  /** Issuer first, root last. */
  readonly chainDer: readonly Bytes[]
  readonly isTrustStore?: boolean
}

interface Opened {
  readonly keys: readonly { readonly der: Bytes; readonly localKeyIdHex: string | undefined }[]
  readonly certificates: readonly {
    readonly der: Bytes
    readonly localKeyIdHex: string | undefined
    readonly isTrusted: boolean
  }[]
}

/**
 * Opens the file with its passphrase: MAC, key, the key's certificate, the order of the chain, and its length.
 *
 * The key must be the very octets that went in, make a signature that the first certificate accepts, and carry the
 * same localKeyID as that certificate. A library opens what it can; what it has no cipher for is opened by our reader.
 */
export async function checkPkcs12(
  pfxDer: Bytes,
  wanted: WantedPkcs12,
  { passphrase, protection }: { passphrase: string; protection: Protection },
): Promise<SelfTestTick[]> {
  let opened: Opened
  try {
    opened = await (protection === 'modern' && wanted.isTrustStore !== true ? openByLibrary : openByReader)(
      pfxDer,
      passphrase,
    )
  } catch {
    return [tickOf('pkcs12-opens', false)]
  }
  const certificates = [wanted.certificateDer, ...wanted.chainDer].filter((der) => der !== undefined)
  const found = opened.certificates.map(({ der }) => der)
  const { isTrustStore = false } = wanted
  return [
    tickOf('pkcs12-opens', true),
    checkWhole(pfxDer),
    ...(wanted.privateKeyInfo === undefined
      ? []
      : [tickOf('pkcs12-key-matches', await holdsKey(opened, wanted.privateKeyInfo, wanted.certificateDer))]),
    ...(certificates.length === 0 ? [] : [tickOf('pkcs12-chain-order', equalLists(found, certificates))]),
    ...(isTrustStore
      ? [
          tickOf(
            'pkcs12-trusted',
            opened.certificates.every(({ isTrusted }) => isTrusted),
          ),
        ]
      : []),
  ]
}

async function openByLibrary(pfxDer: Bytes, passphrase: string): Promise<Opened> {
  const { openPfx } = await import('../cms-library.ts')
  const bags = (await openPfx(pfxDer, passphrase)).map(({ kind, der, localKeyIdHex }) => ({ kind, der, localKeyIdHex }))
  return {
    keys: bags.filter(({ kind }) => kind === 'key'),
    certificates: bags
      .filter(({ kind }) => kind === 'certificate')
      .map((certificate) => ({ ...certificate, isTrusted: false })),
  }
}

async function openByReader(pfxDer: Bytes, passphrase: string): Promise<Opened> {
  const { keys, certificates } = await openPkcs12(pfxDer, passphrase)
  return {
    keys: keys.map(({ privateKeyInfo, localKeyIdHex }) => ({
      der: privateKeyInfo,
      localKeyIdHex: localKeyIdHex ?? undefined,
    })),
    certificates: certificates.map(({ certificateDer, localKeyIdHex, isTrusted }) => ({
      der: certificateDer,
      localKeyIdHex: localKeyIdHex ?? undefined,
      isTrusted,
    })),
  }
}

async function holdsKey(
  { keys, certificates }: Opened,
  privateKeyInfo: Bytes,
  certificateDer: Bytes | undefined,
): Promise<boolean> {
  const [key, ...otherKeys] = keys
  if (key === undefined || otherKeys.length > 0 || !equalBytes(key.der, privateKeyInfo)) return false
  if (certificateDer === undefined) return true
  const [certificate] = certificates
  if (certificate === undefined || key.localKeyIdHex !== certificate.localKeyIdHex) return false
  const { isKeyPair, readCertificate } = await import('../x509-library.ts')
  return key.localKeyIdHex !== undefined && isKeyPair(key.der, readCertificate(certificate.der).subjectPublicKeyInfo)
}

// Opens a PKCS #12 file that we have just written by code that did not write it, and compares all that is inside.
import { type Bytes, equalBytes } from '../bytes.ts'
import type { OpenedBag } from '../cms-library.ts'
import { equalLists } from './reread-pem.ts'
import { type SelfTestTick, tickOf } from './tick.ts'

/** What the file was meant to hold. */
export interface WantedPkcs12 {
  /** PKCS #8 DER, secret. */
  readonly privateKeyInfo: Bytes
  readonly certificateDer: Bytes
  /** Issuer first, root last. */
  readonly chainDer: readonly Bytes[]
}

/**
 * Opens the file with its passphrase: MAC, key, the key's certificate, and the order of the chain.
 *
 * The key must be the very octets that went in, make a signature that the first certificate accepts, and carry the
 * same localKeyID as that certificate.
 */
export async function checkPkcs12(pfxDer: Bytes, passphrase: string, wanted: WantedPkcs12): Promise<SelfTestTick[]> {
  const { openPfx } = await import('../cms-library.ts')
  let bags: OpenedBag[]
  try {
    bags = await openPfx(pfxDer, passphrase)
  } catch {
    return [tickOf('pkcs12-opens', false)]
  }
  const certificates = bags.filter(({ kind }) => kind === 'certificate').map(({ der }) => der)
  return [
    tickOf('pkcs12-opens', true),
    tickOf('pkcs12-key-matches', await holdsKey(bags, wanted)),
    tickOf('pkcs12-chain-order', equalLists(certificates, [wanted.certificateDer, ...wanted.chainDer])),
  ]
}

async function holdsKey(bags: readonly OpenedBag[], { privateKeyInfo }: WantedPkcs12): Promise<boolean> {
  const { isKeyPair, readCertificate } = await import('../x509-library.ts')
  const [key, ...otherKeys] = bags.filter(({ kind }) => kind === 'key')
  const certificate = bags.find(({ kind }) => kind === 'certificate')
  if (key === undefined || certificate === undefined || otherKeys.length > 0) return false
  if (key.localKeyIdHex === undefined || key.localKeyIdHex !== certificate.localKeyIdHex) return false
  return (
    equalBytes(key.der, privateKeyInfo) && isKeyPair(key.der, readCertificate(certificate.der).subjectPublicKeyInfo)
  )
}

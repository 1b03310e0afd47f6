// The one door to pkijs: opens PKCS #12 files and encrypted keys a second time, by code that did not write them.
// Plain data goes in and comes out. Load it with import(): it is the largest library and no part of the start.
import * as pkijs from 'pkijs'
import { type Bytes, encodeHex } from './bytes.ts'
import { oids } from './oids.ts'

/** One bag of a PKCS #12 file. */
export interface OpenedBag {
  readonly kind: 'key' | 'certificate'
  /** PrivateKeyInfo (secret) or Certificate. */
  readonly der: Bytes
  readonly friendlyName?: string
  readonly localKeyIdHex?: string
}

const engine = (): pkijs.CryptoEngine => new pkijs.CryptoEngine({ name: 'webcrypto', crypto })

const encodePassphrase = (passphrase: string): ArrayBuffer => new TextEncoder().encode(passphrase).buffer

/**
 * Opens a PKCS #12 file: checks its MAC, decrypts every bag.
 *
 * For files of ours; it takes the iteration counts as they stand, so it is no reader for files from elsewhere.
 *
 * @returns the bags in the order of the file
 * @throws the library's own error when the MAC or the decryption fails
 */
export async function openPfx(pfxDer: Bytes, passphrase: string): Promise<OpenedBag[]> {
  const password = encodePassphrase(passphrase)
  const webCrypto = engine()
  const pfx = pkijs.PFX.fromBER(pfxDer)
  await pfx.parseInternalValues({ password, checkIntegrity: true }, webCrypto)
  const safe = pfx.parsedValue?.authenticatedSafe
  if (safe === undefined) throw new TypeError('pkijs found no authenticated safe')
  await safe.parseInternalValues({ safeContents: safe.safeContents.map(() => ({ password })) }, webCrypto)
  const { safeContents: contents } = safe.parsedValue as {
    safeContents: readonly { readonly value: pkijs.SafeContents }[]
  }
  const bags: OpenedBag[] = []
  for (const bag of contents.flatMap(({ value }) => value.safeBags)) bags.push(await openBag(bag, password))
  return bags
}

/** Opens an EncryptedPrivateKeyInfo; throws the library's own error when it cannot. */
export function openEncryptedPrivateKeyInfo(der: Bytes, passphrase: string): Promise<Bytes> {
  return decryptKey(pkijs.PKCS8ShroudedKeyBag.fromBER(der), encodePassphrase(passphrase))
}

/** Reads the certificates of a PKCS #7 bundle in the order of the file; throws the library's own error when it cannot. */
export function readBundle(contentInfoDer: Bytes): Bytes[] {
  const { content } = pkijs.ContentInfo.fromBER(contentInfoDer) as { content: unknown }
  const { certificates = [] } = new pkijs.SignedData({ schema: content })
  return certificates
    .filter((certificate) => certificate instanceof pkijs.Certificate)
    .map((certificate) => new Uint8Array(certificate.toSchema().toBER()))
}

async function openBag(bag: pkijs.SafeBag, password: ArrayBuffer): Promise<OpenedBag> {
  const attributes = readAttributes(bag)
  const { bagValue } = bag
  if (bagValue instanceof pkijs.PKCS8ShroudedKeyBag)
    return { kind: 'key', der: await decryptKey(bagValue, password), ...attributes }
  if (bagValue instanceof pkijs.CertBag && 'getValue' in bagValue.certValue) {
    const { certValue } = bagValue as { certValue: { getValue(): ArrayBuffer } }
    return { kind: 'certificate', der: new Uint8Array(certValue.getValue()), ...attributes }
  }
  throw new TypeError(`pkijs found a bag of type ${bag.bagId}`)
}

// The library's own way re-encodes the key; what is compared must be what stands in the file.
async function decryptKey(
  { encryptionAlgorithm, encryptedData }: pkijs.PKCS8ShroudedKeyBag,
  password: ArrayBuffer,
): Promise<Bytes> {
  const encryptedContentInfo = new pkijs.EncryptedContentInfo({
    contentType: pkijs.ContentInfo.DATA,
    contentEncryptionAlgorithm: encryptionAlgorithm,
  })
  encryptedContentInfo.encryptedContent = encryptedData
  const encrypted = new pkijs.EncryptedData({ encryptedContentInfo })
  return new Uint8Array(await encrypted.decrypt({ password }, engine()))
}

function readAttributes({ bagAttributes }: pkijs.SafeBag): Pick<OpenedBag, 'friendlyName' | 'localKeyIdHex'> {
  const valueOf = (type: string): unknown => bagAttributes?.find((attribute) => attribute.type === type)?.values[0]
  const name = valueOf(oids.friendlyName) as { valueBlock: { value: string } } | undefined
  const id = valueOf(oids.localKeyId) as { valueBlock: { valueHexView: Uint8Array } } | undefined
  return {
    ...(name ? { friendlyName: name.valueBlock.value } : {}),
    ...(id ? { localKeyIdHex: encodeHex(id.valueBlock.valueHexView) } : {}),
  }
}

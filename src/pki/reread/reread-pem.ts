// Reads the PEM files that we have just written by code that did not write them, and compares the DER inside.
import { type Bytes, equalBytes } from '../bytes.ts'
import { type SelfTestId, type SelfTestTick, tickOf } from './tick.ts'

/** Tells whether a PEM file holds exactly these DER values, in this order. */
export async function checkPem(id: SelfTestId, pem: Bytes, wanted: readonly Bytes[]): Promise<SelfTestTick> {
  return tickOf(id, equalLists(await readBlocks(pem), wanted))
}

/**
 * Tells whether a PEM file holds exactly this private key, encrypted under this passphrase.
 *
 * @param privateKeyInfo - PKCS #8 DER, secret
 */
export async function checkEncryptedKeyPem(
  pem: Bytes,
  passphrase: string,
  privateKeyInfo: Bytes,
): Promise<SelfTestTick> {
  const { openEncryptedPrivateKeyInfo } = await import('../cms-library.ts')
  const [encrypted, ...others] = await readBlocks(pem)
  if (encrypted === undefined || others.length > 0) return tickOf('private-key-opens', false)
  try {
    return tickOf(
      'private-key-opens',
      equalBytes(await openEncryptedPrivateKeyInfo(encrypted, passphrase), privateKeyInfo),
    )
  } catch {
    return tickOf('private-key-opens', false)
  }
}

/** Tells whether two lists hold the same byte strings in the same order. */
export const equalLists = (found: readonly Bytes[], wanted: readonly Bytes[]): boolean =>
  found.length === wanted.length && found.every((der, index) => equalBytes(der, wanted[index] ?? new Uint8Array()))

async function readBlocks(pem: Bytes): Promise<Bytes[]> {
  const { readPemBlocks } = await import('../x509-library.ts')
  return readPemBlocks(new TextDecoder().decode(pem))
}

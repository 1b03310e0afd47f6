// Reads the PEM files and bundles that we have just written by code that did not write them, and compares the DER inside.
import { type Bytes, equalBytes } from '../bytes.ts'
import { decodeDer } from '../der.ts'
import { readOrNull } from '../errors.ts'
import { type SelfTestId, type SelfTestTick, tickOf } from './tick.ts'

/** Tells whether a PEM file holds exactly these DER values, in this order. */
export async function checkPem(id: SelfTestId, pem: Bytes, wanted: readonly Bytes[]): Promise<SelfTestTick> {
  return tickOf(id, equalLists(await readBlocks(pem), wanted))
}

/** Tells whether a PKCS #7 bundle holds exactly these certificates, in this order. */
export async function checkPkcs7(contentInfoDer: Bytes, wanted: readonly Bytes[]): Promise<SelfTestTick> {
  const { readBundle } = await import('../cms-library.ts')
  try {
    return tickOf('bundle-order', equalLists(readBundle(contentInfoDer), wanted))
  } catch {
    return tickOf('bundle-order', false)
  }
}

/** Tells whether DER is one value to its last octet. */
export const checkWhole = (der: Bytes): SelfTestTick =>
  tickOf('file-whole', readOrNull(() => decodeDer(der).encoded.length) === der.length)

/** Tells whether two lists hold the same byte strings in the same order. */
export const equalLists = (found: readonly Bytes[], wanted: readonly Bytes[]): boolean =>
  found.length === wanted.length && found.every((der, index) => equalBytes(der, wanted[index] ?? new Uint8Array()))

/** Reads the DER of every block of a PEM file. */
export async function readBlocks(pem: Bytes): Promise<Bytes[]> {
  const { readPemBlocks } = await import('../x509-library.ts')
  return readPemBlocks(new TextDecoder().decode(pem))
}

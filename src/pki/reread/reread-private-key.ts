// Opens private keys that we have just written by code that did not write them, and compares every octet.
import { type Bytes, equalBytes } from '../bytes.ts'
import { readEncryptedPrivateKeyInfo } from '../encrypted-private-key.ts'
import type { Protection } from '../pbes2.ts'
import { readPrivateKey } from '../private-key.ts'
import type { TraditionalKey } from '../private-key-writer.ts'
import { readBlocks } from './reread-pem.ts'
import { type SelfTestTick, tickOf } from './tick.ts'

/**
 * Tells whether a PEM file holds exactly this private key, encrypted under this passphrase.
 *
 * A library opens what it can; what it has no cipher for is opened by our reader.
 *
 * @param privateKeyInfo - PKCS #8 DER, secret
 */
export async function checkEncryptedKeyPem(
  pem: Bytes,
  privateKeyInfo: Bytes,
  { passphrase, protection }: { passphrase: string; protection: Protection },
): Promise<SelfTestTick> {
  return check('private-key-opens', pem, privateKeyInfo, async (encrypted) => {
    if (protection === 'compatible') return (await readEncryptedPrivateKeyInfo(encrypted).open(passphrase)).der
    const { openEncryptedPrivateKeyInfo } = await import('../cms-library.ts')
    return openEncryptedPrivateKeyInfo(encrypted, passphrase)
  })
}

/** Tells whether a PEM file holds exactly this private key in its traditional form. */
export const checkTraditionalKeyPem = (
  pem: Bytes,
  privateKeyInfo: Bytes,
  form: TraditionalKey['form'],
): Promise<SelfTestTick> =>
  check(
    'private-key-reread',
    pem,
    privateKeyInfo,
    async (traditional) => (await readPrivateKey(form, traditional)).privateKeyInfo,
  )

async function check(
  id: 'private-key-opens' | 'private-key-reread',
  pem: Bytes,
  privateKeyInfo: Bytes,
  open: (der: Bytes) => Promise<Bytes>,
): Promise<SelfTestTick> {
  const [block, ...others] = await readBlocks(pem)
  if (block === undefined || others.length > 0) return tickOf(id, false)
  try {
    return tickOf(id, equalBytes(await open(block), privateKeyInfo))
  } catch {
    return tickOf(id, false)
  }
}

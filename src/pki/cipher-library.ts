// The one door to @noble/ciphers: AES for reading. Chromium's WebCrypto has no AES-192, and one way for all is less.
import { cbc } from '@noble/ciphers/aes.js'
import type { Bytes } from './bytes.ts'

/** Decrypts AES-CBC and takes the padding off; null where length or padding show that the key is another one. */
export function decryptAesCbc(key: Uint8Array, iv: Uint8Array, ciphertext: Uint8Array): Bytes | null {
  try {
    const decrypted = cbc(key, iv).decrypt(ciphertext)
    const plaintext = new Uint8Array(decrypted)
    decrypted.fill(0)
    return plaintext
  } catch {
    return null
  }
}

// Small helpers over Uint8Array that every file of the room needs; no ASN.1 here.

/** Bytes with their own ordinary buffer: what WebCrypto takes and structured clone transfers. */
export type Bytes = Uint8Array<ArrayBuffer>

/** Joins byte strings into one new array. */
export function concatBytes(parts: readonly Uint8Array[]): Bytes {
  const joined = new Uint8Array(parts.reduce((total, part) => total + part.length, 0))
  let offset = 0
  for (const part of parts) {
    joined.set(part, offset)
    offset += part.length
  }
  return joined
}

/** Tells whether two byte strings are the same; not constant-time, so never for secrets. */
export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, index) => byte === b[index])
}

/** Leaves out what is there already, octet by octet; takes time with the number of octets, not with its square. */
export function withoutRepeats(list: readonly Bytes[]): Bytes[] {
  return [...new Map(list.map((bytes) => [encodeHex(bytes), bytes] as const)).values()]
}

/** Writes bytes as lower-case hexadecimal without separators. */
export function encodeHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}

/**
 * Reads hexadecimal of either case, two digits an octet.
 *
 * @returns null when the text is not hexadecimal
 */
export function decodeHex(text: string): Bytes | null {
  if (text.length % 2 !== 0 || !/^[0-9a-f]*$/i.test(text)) return null
  return Uint8Array.from(text.match(/../g) ?? [], (digits) => parseInt(digits, 16))
}

/** Writes bytes as standard base64 (RFC 4648 §4) with padding and no line ends. */
export function encodeBase64(bytes: Uint8Array): string {
  let binary = ''
  // 32 KiB at a time: String.fromCharCode takes its bytes as arguments, and engines bound their number.
  for (let offset = 0; offset < bytes.length; offset += 0x8000) {
    binary += String.fromCharCode(...bytes.subarray(offset, offset + 0x8000))
  }
  return btoa(binary)
}

/**
 * Reads standard base64; white space is ignored.
 *
 * @returns null when the text is not base64
 */
export function decodeBase64(text: string): Bytes | null {
  try {
    return Uint8Array.from(atob(text), (character) => character.charCodeAt(0))
  } catch {
    return null
  }
}

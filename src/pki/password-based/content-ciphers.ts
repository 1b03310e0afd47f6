// The ciphers that PBES2 names (RFC 8018 appendix B.2), each with the key that it takes.
import type { Bytes } from '../bytes.ts'
import { decryptAesCbc } from '../cipher-library.ts'
import { decodeMembers, decodeOctetString, decodeSmallInteger, type DerElement, derTag } from '../der.ts'
import { nameOfAlgorithm } from '../encryption-names.ts'
import { oids } from '../oids.ts'
import { type AlgorithmIdentifier, readParameters } from './algorithm-identifier.ts'
import { type BlockCipher, decryptCbc } from './block-cipher.ts'
import { invalidParameters, unsupportedAlgorithm } from './derivation.ts'
import { createRc2 } from './rc2.ts'
import { createDes, createTripleDes } from './triple-des.ts'

/** A cipher whose parameters were read. */
export interface ContentCipher {
  /** Octets. */
  readonly keyLength: number
  readonly blockLength: number
  /** Null where length or padding show that the key is another one. */
  readonly decrypt: (key: Uint8Array, ciphertext: Uint8Array) => Bytes | null
}

/** Reads a cipher and its parameters; throws {@link PkiError} `pbe/algorithm-unsupported`, `pbe/parameters-invalid`. */
export function readContentCipher(algorithm: AlgorithmIdentifier): ContentCipher {
  const name = nameOfAlgorithm(algorithm.oid)
  const read = readers[algorithm.oid]
  if (read === undefined) throw unsupportedAlgorithm(algorithm.oid, name)
  return readParameters(algorithm, name, (parameters) => read(parameters, name))
}

type Reader = (parameters: DerElement, name: string) => ContentCipher

const aes =
  (keyLength: number): Reader =>
  (parameters, name) => {
    const iv = readIv(parameters, 16, name)
    return { keyLength, blockLength: 16, decrypt: (key, ciphertext) => decryptAesCbc(key, iv, ciphertext) }
  }

const blockCipher =
  (keyLength: number, create: (key: Uint8Array) => BlockCipher): Reader =>
  (parameters, name) => {
    const iv = readIv(parameters, 8, name)
    return { keyLength, blockLength: 8, decrypt: (key, ciphertext) => decryptCbc(create(key), iv, ciphertext) }
  }

const readers: Readonly<Partial<Record<string, Reader>>> = {
  '2.16.840.1.101.3.4.1.2': aes(16),
  '2.16.840.1.101.3.4.1.22': aes(24),
  [oids.aes256Cbc]: aes(32),
  [oids.desEde3Cbc]: blockCipher(24, createTripleDes),
  '1.3.14.3.2.7': blockCipher(8, createDes),
  '1.2.840.113549.3.2': readRc2,
}

function readIv(element: DerElement | undefined, length: number, name: string): Uint8Array {
  const iv = decodeOctetString(element)
  if (iv.length !== length) throw invalidParameters(name)
  return iv
}

// RC2-CBC-Parameter, RFC 8018 appendix B.2.3: the version says how many bits of the key count.
const rc2Bits: Readonly<Partial<Record<number, number>>> = { 160: 40, 120: 64, 58: 128 }

function readRc2(parameters: DerElement, name: string): ContentCipher {
  const members = decodeMembers(parameters, derTag.sequence)
  const version = members.length === 2 ? decodeSmallInteger(members[0]) : 0
  const bits = version === 0 ? 32 : rc2Bits[version]
  if (bits === undefined) throw invalidParameters(name)
  const iv = readIv(members.at(-1), 8, name)
  const decrypt: ContentCipher['decrypt'] = (key, ciphertext) => decryptCbc(createRc2(key, bits), iv, ciphertext)
  return { keyLength: bits / 8, blockLength: 8, decrypt }
}

// From the bytes of any file to the objects in it: told by content, never by a file's name.
// It finds and frames; opening what it found is open-file.ts's business.
import { isPadding, readBerElement } from './ber.ts'
import { type Bytes, decodeBase64 } from './bytes.ts'
import { classifyBeginning, classifyDer, isCertificateList, type ObjectClass, unknownClass } from './classify-der.ts'
import type { ObjectForm, ObjectKind } from './classify-der.ts'
import { decodeDer, decodeMembers, derTag } from './der.ts'
import { type AnyPkiError, isPkiError, PkiError } from './errors.ts'
import { type ScannedPemBlock, scanPem } from './pem.ts'

/** One object of a file. */
export interface Identified extends ObjectClass {
  /** DER; the file as it is where it is not DER; empty where a block of text cannot be read. */
  readonly bytes: Bytes
  readonly pemLabel?: string
  /** Of a traditional encrypted key: what its DEK-Info header says. */
  readonly dekInfo?: string
  /** Why it cannot be opened, when that is certain already. */
  readonly problem?: AnyPkiError
}

// A bundle of every public root has some 400 blocks.
const MAX_OBJECTS = 10_000

/**
 * Finds what a file holds: PEM blocks among any text, base64 without armour, DER and BER, one after the other.
 *
 * Takes UTF-8 and UTF-16 with and without a byte order mark. Text around blocks and `EC PARAMETERS` make no object.
 *
 * @returns at least one object; `unknown` for what is not known
 * @throws {@link PkiError} `file/too-many-objects`, `pem/too-large`
 */
export function identify(bytes: Bytes): Identified[] {
  return isDerWhole(bytes) ? identifyDer(bytes) : (identifyText(bytes) ?? identifyBinary(bytes))
}

const unknown = (bytes: Bytes, problem: AnyPkiError, form?: ObjectForm): Identified => ({
  ...unknownClass,
  bytes,
  problem,
  ...(form === undefined ? {} : { form }),
})

// ------------------------------------------------------------------------------------------------- binary

// A text may begin with the digit 0, which is the octet of a SEQUENCE: only its length tells.
function isDerWhole(bytes: Bytes): boolean {
  if (bytes[0] !== derTag.sequence || bytes[1] === undefined) return false
  if (bytes[1] === 0x80) return true
  try {
    const { length } = readBerElement(bytes)
    return length === bytes.length || isPadding(bytes.subarray(length)) || bytes[length] === derTag.sequence
  } catch {
    return false
  }
}

/** Reads elements side by side, up to the first that cannot be read: that one is a problem of its own. */
function identifyDer(bytes: Bytes, pemLabel?: string): Identified[] {
  const found: Identified[] = []
  let rest: Bytes = bytes
  do {
    try {
      const { der, length } = readBerElement(rest)
      for (const object of frame(der.slice())) found.push(object)
      rest = rest.subarray(length)
    } catch (error) {
      if (!isPkiError(error) || error.code === 'file/too-many-objects') throw error
      // Behind a whole structure, octets in a block of text that are none are a slip of its writer.
      if (pemLabel !== undefined && found.length > 0) return found
      found.push({ kind: classifyBeginning(rest), isEncrypted: false, bytes: rest, problem: error })
      return found
    }
    if (found.length > MAX_OBJECTS) throw tooManyObjects()
    // OpenSSL's TRUSTED CERTIFICATE is a certificate with a structure of its own behind.
  } while (rest[0] === derTag.sequence && pemLabel !== 'TRUSTED CERTIFICATE')
  if (pemLabel === undefined && !isPadding(rest)) found.push(unknown(rest, trailing(rest)))
  return found
}

const trailing = ({ length: count }: Bytes) =>
  new PkiError('der/trailing-bytes', { count }, `Cannot read file: ${String(count)} bytes follow the last object`)
const tooManyObjects = () =>
  new PkiError('file/too-many-objects', { limit: MAX_OBJECTS }, 'Cannot read file: too many objects')

function frame(der: Bytes): Identified[] {
  const objectClass = classifyDer(der)
  if (objectClass.kind !== 'unknown' || der[0] !== derTag.sequence) return [{ ...objectClass, bytes: der }]
  const members = membersOf(der)
  if (members.length > MAX_OBJECTS) throw tooManyObjects()
  if (!isCertificateList(members)) return [{ ...objectClass, bytes: der, problem: unrecognised() }]
  return members.map(({ encoded }) => ({ ...classifyDer(encoded), bytes: encoded.slice() }))
}

function membersOf(der: Bytes) {
  try {
    return decodeMembers(decodeDer(der))
  } catch {
    return []
  }
}

// First octets of files that people take for one of ours: Java's key stores, archives.
const magics: readonly (readonly [readonly number[], ObjectForm])[] = [
  [[0xfe, 0xed, 0xfe, 0xed], 'jks'],
  [[0xce, 0xce, 0xce, 0xce], 'jceks'],
  [[0x50, 0x4b, 0x03, 0x04], 'zip'],
  [[0x50, 0x4b, 0x05, 0x06], 'zip'],
]

function identifyBinary(bytes: Bytes): Identified[] {
  if (isPadding(bytes)) return [unknown(bytes, new PkiError('file/empty', {}, 'Cannot read file: it is empty'))]
  const magic = magics.find(([octets]) => octets.every((octet, index) => bytes[index] === octet))
  if (magic !== undefined) return [unknown(bytes, formUnsupported(magic[1]), magic[1])]
  return bytes[0] === derTag.sequence ? identifyDer(bytes) : [unknown(bytes, unrecognised())]
}

const unrecognised = () => new PkiError('file/unrecognised', {}, 'Cannot read file: its content is not known')
const formUnsupported = (form: ObjectForm) =>
  new PkiError('file/form-unsupported', { form }, `Cannot read file: "${form}" is not supported`)

// --------------------------------------------------------------------------------------------------- text

// The longest text is bounded by pem.ts; octets are two a character at most.
const MAX_TEXT_OCTETS = 64 * 1024 * 1024

/** Reads a file as text; null when it holds nothing that is text. */
function identifyText(bytes: Bytes): Identified[] | null {
  if (bytes.length > MAX_TEXT_OCTETS) return null
  const text = decodeText(bytes)
  const blocks = text.includes('-----BEGIN ') ? scanPem(text) : []
  const found: Identified[] = []
  for (const block of blocks) {
    if (!isPassedOver(block.label)) for (const object of identifyBlock(block)) found.push(object)
    if (found.length > MAX_OBJECTS) throw tooManyObjects()
  }
  if (found.length > 0) return found
  return blocks.length > 0 ? [unknown(bytes, unrecognised(), 'parameters')] : identifyWords(text.trim(), bytes)
}

function decodeText(bytes: Bytes): string {
  const [first, second] = bytes
  // Without a byte order mark, UTF-16 shows by the zero octet beside its first ASCII character.
  const isBig = (first === 0xfe && second === 0xff) || (first === 0 && second !== 0)
  const isLittle = (first === 0xff && second === 0xfe) || (first !== 0 && second === 0)
  const encoding = isBig ? 'utf-16be' : isLittle ? 'utf-16le' : 'utf-8'
  return new TextDecoder(encoding).decode(bytes)
}

const isPassedOver = (label: string): boolean => label === 'EC PARAMETERS'

function identifyWords(text: string, bytes: Bytes): Identified[] | null {
  if (/^<(!doctype html|html|head|body)\b/i.test(text)) {
    return [unknown(bytes, new PkiError('file/web-page', {}, 'Cannot read file: it is a web page'), 'html')]
  }
  if (text.startsWith('PuTTY-User-Key-File-')) {
    return [
      { kind: 'private-key', form: 'ppk', bytes, isEncrypted: !/^Encryption: none\s*$/m.test(text.slice(0, 1000)) },
    ]
  }
  if (/^(ssh-(rsa|dss|ed25519)|ecdsa-sha2-\S+) AAAA|^---- BEGIN SSH2 PUBLIC KEY/.test(text)) {
    return [{ kind: 'public-key', form: 'openssh', bytes, isEncrypted: false }]
  }
  // Base64 of a SEQUENCE begins with M; 16 characters hold nothing of ours. The rest is for the decoder to refuse.
  if (!/^M[A-Za-z0-9+/\s]{16}/.test(text.slice(0, 17))) return null
  const der = decodeBase64(text)
  return der === null ? null : identifyDer(der)
}

const labelKinds: ReadonlyMap<string, ObjectKind> = new Map(
  Object.entries({
    CERTIFICATE: 'certificate',
    'X509 CERTIFICATE': 'certificate',
    'TRUSTED CERTIFICATE': 'certificate',
    'CERTIFICATE REQUEST': 'certification-request',
    'NEW CERTIFICATE REQUEST': 'certification-request',
    'X509 CRL': 'crl',
    CRL: 'crl',
    PKCS7: 'pkcs7',
    'PKCS #7 SIGNED DATA': 'pkcs7',
    CMS: 'pkcs7',
    PKCS12: 'pkcs12',
    'PUBLIC KEY': 'public-key',
    'RSA PUBLIC KEY': 'public-key',
  } as const),
)

const labelForms: ReadonlyMap<string, ObjectForm> = new Map(
  Object.entries({
    'PRIVATE KEY': 'pkcs8',
    'ENCRYPTED PRIVATE KEY': 'pkcs8-encrypted',
    'RSA PRIVATE KEY': 'pkcs1',
    'EC PRIVATE KEY': 'sec1',
    'DSA PRIVATE KEY': 'dsa',
    'OPENSSH PRIVATE KEY': 'openssh',
  } as const),
)

const kindOfLabel = (label: string): ObjectKind =>
  labelKinds.get(label) ?? (label.endsWith('PRIVATE KEY') ? 'private-key' : 'unknown')

function identifyBlock({ label, body, headers, problem }: ScannedPemBlock): Identified[] {
  const form = labelForms.get(label)
  const block = { kind: kindOfLabel(label), pemLabel: label, ...(form === undefined ? {} : { form }) }
  if (label.startsWith('PGP ')) {
    return [
      {
        kind: 'unknown',
        pemLabel: label,
        form: 'pgp',
        bytes: new Uint8Array(),
        isEncrypted: false,
        problem: formUnsupported('pgp'),
      },
    ]
  }
  if (body === null) {
    return [{ ...block, bytes: new Uint8Array(), isEncrypted: false, ...(problem === null ? {} : { problem }) }]
  }
  const dekInfo = headers.get('dek-info')
  if (dekInfo !== undefined) return [{ ...block, bytes: body, isEncrypted: true, dekInfo }]
  if (form === 'openssh') return [{ ...block, bytes: body, isEncrypted: isOpensshEncrypted(body) }]
  return identifyDer(body, label).map((found) => ({
    ...found,
    // A label is believed where the content says nothing.
    ...(found.kind === 'unknown' && block.kind !== 'unknown' ? block : {}),
    pemLabel: label,
  }))
}

// "openssh-key-v1", a zero octet, then the cipher's name with its length in four octets: PROTOCOL.key of OpenSSH.
const isOpensshEncrypted = (body: Bytes): boolean => new TextDecoder('utf-8').decode(body.subarray(19, 23)) !== 'none'

// The text edge: PEM in and out (RFC 7468). Everything inside the product is DER.
import { type Bytes, decodeBase64, encodeBase64 } from './bytes.ts'
import { type AnyPkiError, PkiError } from './errors.ts'

/** One block as it stands in the text. */
export interface PemBlock {
  /** The words in `-----BEGIN …-----`. */
  readonly label: string
  readonly der: Bytes
}

/** Writes one block with 64 columns, LF line ends and a final newline (RFC 7468 §3). */
export function encodePem(label: string, der: Uint8Array): string {
  const lines = encodeBase64(der).match(/.{1,64}/g) ?? []
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ''].join('\n')
}

// A PEM text is pasted or dropped; a CA bundle of 150 roots is 0.25 MB, so 16 Mi characters leave room and end somewhere.
const MAX_CHARACTERS = 16 * 1024 * 1024

// The longest that counts is a cipher's name with its initialization vector.
const MAX_HEADER_CHARACTERS = 1000

// Anywhere in a line: files are joined without a line end between them, and web forms leave a text in one line.
const BOUNDARY = /-----(BEGIN|END) ([ -~]{1,64}?)-----/g

// Twice what a file may hold: some of them are passed over.
const MAX_BLOCKS = 20_000
const tooManyBlocks = () =>
  new PkiError('file/too-many-objects', { limit: MAX_BLOCKS }, 'Cannot read PEM: too many blocks')

/** One block of a text as it was found, also where it cannot be read. */
export interface ScannedPemBlock {
  readonly label: string
  /** Contents; with `Proc-Type: 4,ENCRYPTED` they are no DER yet. Null when there is a problem. */
  readonly body: Bytes | null
  /** Names in lower case. */
  readonly headers: ReadonlyMap<string, string>
  readonly problem: AnyPkiError | null
}

/**
 * Finds every PEM block of a text, in order, and says of each whether it can be read; text around blocks is passed over.
 *
 * Takes CR, LF and CRLF, indented lines, a byte order mark and non-breaking blanks, as mail and chat programs leave
 * them (RFC 7468 §2 asks parsers to be lax about white space), and header lines such as `DEK-Info:` (RFC 1421 §4.6).
 *
 * @returns an empty list when there is no block
 * @throws {@link PkiError} `pem/too-large`, `file/too-many-objects`
 */
export function scanPem(text: string): ScannedPemBlock[] {
  if (text.length > MAX_CHARACTERS) {
    const message = `Cannot read PEM: more than ${String(MAX_CHARACTERS)} characters`
    throw new PkiError('pem/too-large', { limit: MAX_CHARACTERS }, message)
  }
  const blocks: ScannedPemBlock[] = []
  let open: { label: string; start: number } | null = null
  for (const { 0: whole, 1: edge, 2: label = '', index } of text.matchAll(BOUNDARY)) {
    if (open !== null)
      blocks.push(
        edge === 'BEGIN' ? unreadable(open, incomplete(open)) : readBlock(open, label, text.slice(open.start, index)),
      )
    open = edge === 'BEGIN' ? { label, start: index + whole.length } : null
    if (blocks.length > MAX_BLOCKS) throw tooManyBlocks()
  }
  if (open !== null) blocks.push(unreadable(open, incomplete(open)))
  return blocks
}

/**
 * Reads every PEM block of a text as {@link scanPem} finds them. A block with headers is refused: its contents are
 * encrypted, or its headers would be lost.
 *
 * @throws {@link PkiError} `pem/label-mismatch`, `pem/incomplete`, `pem/base64-invalid`, `pem/too-large`
 */
export function decodePem(text: string): PemBlock[] {
  return scanPem(text).map(({ label, body, headers, problem }) => {
    if (problem !== null) throw problem
    if (body === null || headers.size > 0) throw base64Invalid({ label })
    return { label, der: body }
  })
}

type Labelled = Pick<PemBlock, 'label'>

const incomplete = ({ label }: Labelled) =>
  new PkiError('pem/incomplete', { label }, `Cannot read PEM: block "${label}" has no end line`)
const base64Invalid = ({ label }: Labelled) =>
  new PkiError('pem/base64-invalid', { label }, `Cannot read PEM: block "${label}" is not base64`)
const unreadable = ({ label }: Labelled, problem: AnyPkiError): ScannedPemBlock => ({
  label,
  body: null,
  headers: new Map(),
  problem,
})

function readBlock(open: Labelled, endLabel: string, text: string): ScannedPemBlock {
  const { label } = open
  if (label !== endLabel) {
    const message = `Cannot read PEM: expected end label "${label}", found "${endLabel}"`
    return unreadable(open, new PkiError('pem/label-mismatch', { begin: label, end: endLabel }, message))
  }
  const { headers, rest } = splitHeaders(text)
  // Blanks of the ordinary kind are no trouble to the decoder; non-breaking ones are.
  const body = decodeBase64(rest) ?? decodeBase64(rest.replace(/\s/gu, ''))
  return body === null || body.length === 0
    ? unreadable(open, base64Invalid(open))
    : { label, body, headers, problem: null }
}

// RFC 1421 §4.4: name, colon, value; a line that ends in a comma goes on in the next.
function splitHeaders(text: string): { headers: Map<string, string>; rest: string } {
  const headers = new Map<string, string>()
  if (!text.includes(':')) return { headers, rest: text }
  const lines = text.split(/\r\n|\r|\n/).map((line) => line.trim())
  let index = 0
  for (; index < lines.length; index++) {
    const [, name, first = ''] = /^([\w-]+):\s*(.*)$/.exec(lines[index] ?? '') ?? []
    if (name === undefined) {
      if (lines[index] !== '' || headers.size > 0) break
      continue
    }
    const parts = [first]
    while (/[,\\]$/.test(lines[index] ?? '') && index + 1 < lines.length) parts.push(lines[++index] ?? '')
    headers.set(name.toLowerCase(), parts.join('').slice(0, MAX_HEADER_CHARACTERS))
  }
  return { headers, rest: lines.slice(index).join('\n') }
}

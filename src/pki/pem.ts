// The text edge: PEM in and out (RFC 7468). Everything inside the product is DER.
import { type Bytes, decodeBase64, encodeBase64 } from './bytes.ts'
import { PkiError } from './errors.ts'

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

const BOUNDARY = /^-----(BEGIN|END) ([ -~]{0,64}?)-----$/

/**
 * Reads every PEM block of a text, in order; text around blocks is passed over.
 *
 * Takes CR, LF and CRLF, indented lines, a byte order mark and non-breaking blanks, as mail and chat programs leave
 * them (RFC 7468 §2 asks parsers to be lax about white space). Header lines as in `Proc-Type: 4,ENCRYPTED` (RFC 1421
 * §4.6) make a block whose contents are not DER yet: such a block is refused, since its headers would be lost.
 *
 * @returns an empty list when there is no block
 * @throws {@link PkiError} `pem/label-mismatch`, `pem/incomplete`, `pem/base64-invalid`, `pem/too-large`
 */
export function decodePem(text: string): PemBlock[] {
  if (text.length > MAX_CHARACTERS) {
    throw new PkiError(
      'pem/too-large',
      { limit: MAX_CHARACTERS },
      `Cannot read PEM: more than ${String(MAX_CHARACTERS)} characters`,
    )
  }
  const blocks: PemBlock[] = []
  let open: { label: string; lines: string[] } | null = null
  for (const line of text.split(/\r\n|\r|\n/)) {
    const trimmed = line.trim()
    const [, edge, label = ''] = BOUNDARY.exec(trimmed) ?? []
    if (edge === undefined) open?.lines.push(trimmed)
    else if (edge === 'BEGIN') {
      if (open !== null) throw incomplete(open.label)
      open = { label, lines: [] }
    } else if (open !== null) {
      blocks.push(closeBlock(open, label))
      open = null
    }
  }
  if (open !== null) throw incomplete(open.label)
  return blocks
}

const incomplete = (label: string): PkiError =>
  new PkiError('pem/incomplete', { label }, `Cannot read PEM: block "${label}" has no end line`)

function closeBlock({ label, lines }: { label: string; lines: readonly string[] }, endLabel: string): PemBlock {
  if (label !== endLabel) {
    const message = `Cannot read PEM: expected end label "${label}", found "${endLabel}"`
    throw new PkiError('pem/label-mismatch', { begin: label, end: endLabel }, message)
  }
  const der = decodeBase64(lines.join(''))
  if (der === null || der.length === 0) {
    throw new PkiError('pem/base64-invalid', { label }, `Cannot read PEM: block "${label}" is not base64`)
  }
  return { label, der }
}

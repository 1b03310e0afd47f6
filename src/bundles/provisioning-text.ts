// Lines for a phone's provisioning file: fixed text of a target, into which only a MAC address and a root's PEM are put.
import type { Bytes } from '../pki/bytes.ts'
import { encodePem } from '../pki/pem.ts'
import { checkPem } from '../pki/reread/reread-pem.ts'
import { tickOf } from '../pki/reread/tick.ts'

/** Lines as a phone reads them, and what stands between them. */
export interface ProvisioningText {
  readonly lines: readonly string[]
  readonly lineEnd: 'lf' | 'crlf'
}

const ROOT = '{root-pem}'
const lineEnds = { lf: '\n', crlf: '\r\n' } as const

/** Fills in the MAC address; other placeholders there are none, and no name of a person or certificate gets in. */
export const fillLines = (lines: readonly string[], mac: { readonly MAC: string; readonly mac: string }): string[] =>
  lines.map((line) => line.replaceAll('{MAC}', mac.MAC).replaceAll('{mac}', mac.mac))

/** Tells whether the root's PEM goes into a text. */
export const asksForRoot = (lines: readonly string[]): boolean => lines.some((line) => line.includes(ROOT))

/**
 * Writes the lines in ASCII, with the root as PEM where they ask for it.
 *
 * @param rootDer - where a line holds `{root-pem}`; without it the self-test fails
 */
export function writeProvisioningText(
  { lines, lineEnd }: ProvisioningText,
  rootDer: Bytes | undefined,
): { bytes: Bytes; check: () => Promise<Awaited<ReturnType<typeof checkPem>>[]> } {
  const pem = rootDer === undefined ? [ROOT] : encodePem('CERTIFICATE', rootDer).trimEnd().split('\n')
  const end = lineEnds[lineEnd]
  const bytes = new TextEncoder().encode(lines.map((line) => line.replaceAll(ROOT, pem.join(end)) + end).join(''))
  const count = lines.length + (asksForRoot(lines) ? pem.length - 1 : 0)
  return {
    bytes,
    check: async () => [
      tickOf('text-reread', isPlainText(bytes, end, count)),
      ...(rootDer !== undefined ? [await checkPem('certificate-reread', bytes, [rootDer])] : []),
    ],
  }
}

/** Asks the octets themselves: printable ASCII, this many lines, one kind of line end, nothing left to fill in. */
function isPlainText(bytes: Bytes, end: string, count: number): boolean {
  const text = String.fromCharCode(...bytes)
  const lines = text.split(end)
  return (
    lines.pop() === '' &&
    lines.length === count &&
    lines.every((line) => /^[ -~]*$/.test(line)) &&
    !/\{[a-z-]+\}/i.test(text)
  )
}

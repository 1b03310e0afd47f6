// Makes a name that people chose into a file name that Windows, macOS and Linux all take as it stands.

// Longer than any name people type; a path on Windows holds 260 characters in all.
const MAX_LENGTH = 100

// Windows keeps these for devices, whatever the extension (Microsoft, "Naming Files, Paths, and Namespaces").
const DEVICE_NAME = /^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)(?=$|[ .])/i

// What no Windows file name holds, slashes included; control and format characters (among them bidi overrides, which
// show `exe.txt` for `txt.exe`), separators of lines, lone surrogates and unassigned or private characters.
// The joiners of emoji and of Persian (U+200C, U+200D) are format characters too, and are dropped with them.
const FORBIDDEN = /[<>:"/\\|?*]|[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\p{Co}\p{Cn}]/gu
const INVISIBLE = /[\p{Cf}\u115f\u1160\u3164\uffa0]/gu

/**
 * Makes a name safe for every common file system.
 *
 * Unicode is composed (NFC), characters that a file system refuses become `_`, invisible ones go, blanks and dots at
 * the ends go, a Windows device name gets `_` in front, and at most 100 UTF-16 units of 200 octets of UTF-8 stay.
 *
 * @returns never empty: `file` when nothing is left
 *
 * @example
 * ```ts
 * toSafeFileName('PBX: Köln/Nord') // 'PBX_ Köln_Nord'
 * ```
 */
export const toSafeFileName = (name: string): string => guardDevice(clean(name, MAX_LENGTH))

const PLACEHOLDER = /\{(name|issuer|root|authority|MAC|mac)\}/g

/** What stands for the placeholders of a file name. */
export interface FileNameParts {
  readonly name: string
  readonly issuer: string
  readonly root: string
  /** The CA that a file is about, where there is one file for each; else the issuer. */
  readonly authority: string
  /** The phone's MAC address, or what stands for one, in upper case and in lower case. */
  readonly MAC: string
  readonly mac: string
}

/**
 * Fills a template such as `BasedOn{issuer}.p12`, so that the whole is safe and keeps its fixed parts.
 *
 * @returns at most 100 UTF-16 units; long names lose their end, never the extension
 */
export function fillFileName(template: string, parts: FileNameParts): string {
  const placeholders = [...template.matchAll(PLACEHOLDER)]
  const fixedLength = placeholders.reduce((length, [placeholder]) => length - placeholder.length, template.length)
  const room = Math.floor((MAX_LENGTH - fixedLength - 1) / Math.max(placeholders.length, 1))
  const filled = template.replace(PLACEHOLDER, (_, key: keyof FileNameParts) => clean(parts[key], room))
  return guardDevice(filled)
}

const guardDevice = (name: string): string => (DEVICE_NAME.test(name) ? `_${name}` : name)

function clean(name: string, maxLength: number): string {
  const visible = name.normalize('NFC').replace(INVISIBLE, '').replace(FORBIDDEN, '_').replace(/\s+/g, ' ')
  return trimEnds(shorten(trimEnds(visible), maxLength)) || 'file'
}

// A leading dot hides the file on macOS and Linux, a trailing dot or blank is lost on Windows; a leading hyphen is
// taken for an option by the tools that the file is handed to.
const trimEnds = (name: string): string => name.replace(/^[\s.-]+|[\s.]+$/g, '')

const utf8 = new TextEncoder()

// Cuts between code points; 255 octets is the limit of ext4 and APFS, and room is left for prefix and extension.
function shorten(name: string, maxLength: number): string {
  let kept = ''
  for (const character of name) {
    const longer = kept + character
    if (longer.length > maxLength || utf8.encode(longer).length > maxLength * 2) break
    kept = longer
  }
  return kept
}

/**
 * Gives names that differ even where upper and lower case do not: a clash gets `-2`, `-3` … before its extension.
 *
 * @returns the names in the same order
 */
export function makeNamesUnique(names: readonly string[]): string[] {
  const taken = new Set<string>()
  return names.map((name) => {
    const { base, extension } = splitExtension(name)
    let unique = name
    for (let count = 2; taken.has(unique.toLowerCase()); count++) unique = `${base}-${String(count)}${extension}`
    taken.add(unique.toLowerCase())
    return unique
  })
}

function splitExtension(name: string): { base: string; extension: string } {
  const dot = name.lastIndexOf('.')
  return dot > 0 ? { base: name.slice(0, dot), extension: name.slice(dot) } : { base: name, extension: '' }
}

// The name a person gives an entry: it is shown in lists and begins the names of its files.
import { VaultError } from './errors.ts'

/** In code points; leaves room for a suffix in the 255 bytes a file name has in most file systems, for most scripts. */
export const MAX_NAME_LENGTH = 100

/**
 * Reads an entry's name; blanks around it are dropped.
 *
 * @throws VaultError `vault/name-empty`, `vault/name-too-long` or `vault/name-invalid`: control and direction characters
 */
export function parseEntryName(text: string): string {
  const name = text.trim()
  if (name === '') throw new VaultError('vault/name-empty', {}, 'Cannot use name: it is empty')
  if (Array.from(name).length > MAX_NAME_LENGTH) {
    throw new VaultError(
      'vault/name-too-long',
      { maxLength: MAX_NAME_LENGTH },
      `Cannot use name: over ${String(MAX_NAME_LENGTH)} characters`,
    )
  }
  // Direction overrides would make one name look like another; line breaks would break lists and file names.
  if (/[\p{Cc}\p{Cs}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u.test(name)) {
    throw new VaultError('vault/name-invalid', {}, 'Cannot use name: it has control characters')
  }
  return name
}

/** Makes a name that an entry may have of any text, such as a name in a certificate. */
export function toEntryName(text: string): string {
  const plain = text.replace(/[\p{Cc}\p{Cs}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu, ' ').trim()
  return Array.from(plain).slice(0, MAX_NAME_LENGTH).join('').trim() || 'certificate'
}

// Holds a form's choices against the limits that a target states.
import { type HashId, hashAlgorithms, type KeyAlgorithmId, keyAlgorithms } from '../pki/algorithms.ts'
import { type AnyTargetError, TargetError } from './errors.ts'
import { generic } from './generic.ts'
import { findMacAddress, formatMacAddress, isNamedByMac, parseMacAddress } from './mac-address.ts'
import type { PassphraseLimits, Target } from './target.ts'

/** A field whose value the target refuses. */
export interface TargetProblem {
  readonly field: 'keyAlgorithm' | 'hash' | 'macAddress' | 'passphrase' | 'repeatPassphrase'
  readonly error: AnyTargetError
}

/**
 * Lists what the target refuses in a choice of key and signature algorithm; empty when it takes both.
 *
 * What it offers as weak is taken too: the form that lets it be chosen asks twice.
 */
export function checkAlgorithms(
  target: Target,
  choice: { keyAlgorithm: KeyAlgorithmId; hash: HashId },
): TargetProblem[] {
  const problems: TargetProblem[] = []
  if (![...target.keyAlgorithms, ...(target.weak?.keyAlgorithms ?? [])].includes(choice.keyAlgorithm)) {
    const accepted = target.keyAlgorithms.map((id) => keyAlgorithms[id].label).join(', ')
    const message = `Cannot use key: expected ${accepted}, found "${choice.keyAlgorithm}"`
    problems.push({
      field: 'keyAlgorithm',
      error: new TargetError('target/key-not-accepted', { target: target.label, accepted }, message),
    })
  }
  if (![...target.hashes, ...(target.weak?.hashes ?? [])].includes(choice.hash)) {
    const accepted = target.hashes.map((id) => hashAlgorithms[id].label).join(', ')
    const message = `Cannot use signature: expected ${accepted}, found "${choice.hash}"`
    problems.push({
      field: 'hash',
      error: new TargetError('target/signature-not-accepted', { target: target.label, accepted }, message),
    })
  }
  return problems
}

/** Tells whether the target states which keys it takes; one that states none is offered every key. */
export const statesKeys = ({ keyAlgorithms: accepted }: Target): boolean =>
  accepted.length < generic.keyAlgorithms.length

/** Gives the limits of a passphrase and who sets them: the target, or PKCS #12 programs where it states none. */
export const passphraseLimits = ({ label, passphrase }: Target): PassphraseLimits & { readonly setBy: string } =>
  passphrase === undefined ? { ...generic.passphrase, setBy: 'PKCS #12' } : { ...passphrase, setBy: label }

/** Lists what is wrong with a passphrase typed twice; lengths count characters (code points), not octets. */
export function checkPassphrase(target: Target, passphrase: string, repeated: string): TargetProblem[] {
  const { minLength, maxLength, alphabet, setBy } = passphraseLimits(target)
  const limits = { target: setBy, minLength, maxLength }
  const characters = Array.from(passphrase)
  if (characters.length < minLength) {
    const message = `Cannot use passphrase: fewer than ${String(minLength)} characters`
    return [{ field: 'passphrase', error: new TargetError('passphrase/too-short', limits, message) }]
  }
  if (characters.length > maxLength) {
    const message = `Cannot use passphrase: more than ${String(maxLength)} characters`
    return [{ field: 'passphrase', error: new TargetError('passphrase/too-long', limits, message) }]
  }
  if (alphabet !== undefined && characters.some((character) => !alphabet.includes(character))) {
    const detail = { target: setBy, alphabet }
    const message = 'Cannot use passphrase: a character is outside the alphabet of the target'
    return [{ field: 'passphrase', error: new TargetError('passphrase/character-refused', detail, message) }]
  }
  if (passphrase === repeated) return []
  const message = 'Cannot use passphrase: the two entries differ'
  return [{ field: 'repeatPassphrase', error: new TargetError('passphrase/repeat-differs', {}, message) }]
}

/** Tells whether files of a certificate for the target are named after the phone. */
export const needsMacAddress = ({ files }: Target): boolean => files.certificate.some(isNamedByMac)

/**
 * Holds a typed MAC address against the names that will keep it: common name first, then the entry's own.
 *
 * Nothing is typed into the field where a name says it already; then the name counts. A target that is no phone asks
 * for none.
 */
export function checkMacAddress(target: Target, typed: string, names: readonly string[]): TargetProblem[] {
  if (target.kind !== 'phone') return []
  const named = findMacAddress(names)
  if (typed.trim() === '') {
    if (named !== null || !needsMacAddress(target)) return []
    const message = `Cannot name files for "${target.label}": no MAC address is given`
    return [{ field: 'macAddress', error: new TargetError('mac/missing', { target: target.label }, message) }]
  }
  try {
    const mac = formatMacAddress(parseMacAddress(typed), target.mac)
    if (parseMacAddress(typed) === named) return []
    const message = `Cannot keep MAC address "${mac}": the names say ${named === null ? 'none' : `"${named}"`}`
    return [{ field: 'macAddress', error: new TargetError('mac/not-in-names', { mac }, message) }]
  } catch (error) {
    if (!(error instanceof TargetError)) throw error
    return [{ field: 'macAddress', error: error as AnyTargetError }]
  }
}

/** Spells what is typed as the phone model does; empty while it cannot be read, and for what is no phone. */
export function spellMacAddress(target: Target, typed: string): string {
  if (target.kind !== 'phone' || typed.trim() === '') return ''
  try {
    return formatMacAddress(parseMacAddress(typed), target.mac)
  } catch (error) {
    if (!(error instanceof TargetError)) throw error
    return ''
  }
}

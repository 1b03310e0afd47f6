import { expect } from 'vitest'
import { PkiError, type PkiErrorCode } from '../../src/pki/errors.ts'

/** Runs something that must throw, and gives the code of its PkiError. */
export function pkiErrorCode(run: () => unknown): PkiErrorCode {
  return pkiErrorOf(run).code
}

export function pkiErrorOf(run: () => unknown): PkiError {
  try {
    run()
  } catch (error) {
    expect(error).toBeInstanceOf(PkiError)
    return error as PkiError
  }
  throw new Error('expected a PkiError, and nothing was thrown')
}

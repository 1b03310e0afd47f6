import { describe, expect, it } from 'vitest'
import { PkiError } from '../../src/pki/errors.ts'
import { decodeError, encodeError } from '../../src/workers/errors.ts'

const travel = (error: unknown): Error => decodeError(structuredClone(encodeError(error)))

describe('decodeError()', () => {
  it('gives a coded error its class, code, detail and message back', () => {
    const error = travel(new PkiError('pem/incomplete', { label: 'X' }, 'Cannot read PEM'))
    expect(error).toBeInstanceOf(PkiError)
    expect(error).toMatchObject({ code: 'pem/incomplete', detail: { label: 'X' }, message: 'Cannot read PEM' })
  })

  it.each([new TypeError('a'), new RangeError('b'), new DOMException('c', 'OperationError'), new Error('d')])(
    'keeps name and message of %s',
    (error) => {
      expect(travel(error)).toMatchObject({ name: error.name, message: error.message })
      expect(travel(error)).toBeInstanceOf(Error)
    },
  )

  it('makes an error of anything else that was thrown', () => {
    expect(travel('text')).toMatchObject({ name: 'Error', message: 'text' })
  })
})

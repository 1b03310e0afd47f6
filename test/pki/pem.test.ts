import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { encodeHex } from '../../src/pki/bytes.ts'
import { decodePem, encodePem } from '../../src/pki/pem.ts'
import { pkiErrorCode } from './expect-pki-error.ts'

const sixty = Uint8Array.from({ length: 60 }, (_, index) => index)

describe('encodePem()', () => {
  it('writes 64 columns, LF and a final newline', () => {
    const lines = encodePem('CERTIFICATE', sixty).split('\n')
    expect(lines[0]).toBe('-----BEGIN CERTIFICATE-----')
    expect(lines[1]).toHaveLength(64)
    expect(lines[2]).toHaveLength(16)
    expect(lines.slice(3)).toEqual(['-----END CERTIFICATE-----', ''])
  })
})

describe('decodePem()', () => {
  const pem = encodePem('CERTIFICATE', sixty)
  const labelsOf = (text: string): string[] => decodePem(text).map(({ label }) => label)

  it('gives back what encodePem() wrote', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 300 }), (der) => {
        expect(decodePem(encodePem('X', der)).map((block) => [block.label, encodeHex(block.der)])).toEqual([
          ['X', encodeHex(der)],
        ])
      }),
    )
  })

  it.each([
    ['CRLF', pem.replaceAll('\n', '\r\n')],
    ['CR', pem.replaceAll('\n', '\r')],
    ['indents', pem.replaceAll(/^/gm, '\t  ')],
    ['a byte order mark', `\ufeff${pem}`],
    ['blank lines', pem.replaceAll('\n', '\n\n')],
    ['trailing and non-breaking blanks', pem.replaceAll('\n', ' \u00a0\n')],
    ['no final newline', pem.trimEnd()],
    ['text around', `subject=CN = pbx\n${pem}\nthat is all`],
    ['one long line', pem.replace(/(?<=[A-Za-z0-9+/])\n(?=[A-Za-z0-9+/=])/g, '')],
  ])('takes %s', (_, text) => {
    expect(decodePem(text)).toEqual([{ label: 'CERTIFICATE', der: sixty }])
  })

  it('gives every block in order', () => {
    expect(labelsOf(pem + encodePem('PRIVATE KEY', sixty) + pem)).toEqual(['CERTIFICATE', 'PRIVATE KEY', 'CERTIFICATE'])
  })

  it('gives an empty list where there is no block', () => {
    expect(decodePem('')).toEqual([])
    expect(decodePem('nothing here -----BEGIN')).toEqual([])
  })

  it('rejects a label that does not match its end line', () => {
    expect(pkiErrorCode(() => decodePem(pem.replace('END CERTIFICATE', 'END PRIVATE KEY')))).toBe('pem/label-mismatch')
  })

  it('rejects a block without an end', () => {
    expect(pkiErrorCode(() => decodePem(pem.replace('-----END CERTIFICATE-----', '')))).toBe('pem/incomplete')
    expect(pkiErrorCode(() => decodePem(pem.replace('-----END CERTIFICATE-----\n', '') + pem))).toBe('pem/incomplete')
  })

  it('rejects what is not base64, headers of old encrypted keys among it', () => {
    expect(pkiErrorCode(() => decodePem('-----BEGIN X-----\n!!!!\n-----END X-----'))).toBe('pem/base64-invalid')
    expect(pkiErrorCode(() => decodePem('-----BEGIN X-----\n-----END X-----'))).toBe('pem/base64-invalid')
    const encrypted = '-----BEGIN X-----\nProc-Type: 4,ENCRYPTED\n\nAAAA\n-----END X-----'
    expect(pkiErrorCode(() => decodePem(encrypted))).toBe('pem/base64-invalid')
  })

  it('rejects a text beyond its bound before looking at it', () => {
    expect(pkiErrorCode(() => decodePem('-'.repeat(16 * 1024 * 1024 + 1)))).toBe('pem/too-large')
  })
})

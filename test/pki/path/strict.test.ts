// The profile Strict: for each demand a path that fails it; the same path passes RFC 5280.
import { beforeAll, describe, expect, it } from 'vitest'
import type { Bytes } from '../../../src/pki/bytes.ts'
import {
  encodeBitString,
  encodeBoolean,
  encodeContextPrimitive,
  encodeInteger,
  encodeNull,
  encodeObjectIdentifier,
  encodeSequence,
  encodeUnsignedInteger,
} from '../../../src/pki/der.ts'
import { encodeKeyUsage } from '../../../src/pki/extensions/key-usage.ts'
import { oids } from '../../../src/pki/oids.ts'
import { strictProfile } from '../../../src/pki/path/path-profile.ts'
import { ask, type CertificateChanges, certify, type Entity, makeEntity, replace, told } from './make-path.ts'

let root: Entity
let middle: Entity
let leaf: Entity

beforeAll(async () => {
  root = await makeEntity('Acme Root')
  middle = await makeEntity('Acme Intermediate')
  leaf = await makeEntity('pbx')
})

interface Places {
  readonly root?: CertificateChanges
  readonly middle?: CertificateChanges
  readonly leaf?: CertificateChanges
}

async function askBoth(places: Places): Promise<{ strict: string; plain: string }> {
  const anchor = await certify(root, root, places.root)
  const authority = await certify(root, middle, places.middle)
  const target = await certify(middle, leaf, { cA: false, ...places.leaf })
  return {
    strict: told(await ask(target, [anchor], [authority], { profile: strictProfile })),
    plain: told(await ask(target, [anchor], [authority])),
  }
}

const critical = (oid: string, isCritical: boolean): CertificateChanges => ({
  edit: replace(oid, (extension) => ({ ...extension, critical: isCritical })),
})
const extra = (oid: string, valueDer: Bytes, isCritical = false): CertificateChanges => ({
  more: [{ oid, critical: isCritical, valueDer }],
})
const dns = { kind: 'dNSName', value: 'example.com' } as const
/** A key that is never used, so its modulus need only have the length. */
function rsaSpki(modulusBits: number): Bytes {
  const modulus = new Uint8Array(Math.ceil(modulusBits / 8)).fill(0xff)
  modulus[0] = 0xff >> (modulus.length * 8 - modulusBits)
  const key = encodeSequence(encodeUnsignedInteger(modulus), encodeInteger(65537))
  return encodeSequence(encodeSequence(encodeObjectIdentifier(oids.rsaEncryption), encodeNull()), encodeBitString(key))
}

describe('strictFailures()', () => {
  it('finds nothing in a right path', async () => {
    expect((await askBoth({})).strict).toBe('accepted')
  })

  const cases: readonly (readonly [string, Places, string])[] = [
    ['serial number zero', { leaf: { serialDer: encodeInteger(0) } }, 'strict/serial-number at 0'],
    ['a negative serial number', { leaf: { serialDer: Uint8Array.of(2, 1, 0x80) } }, 'strict/serial-number at 0'],
    [
      'a serial number of 21 octets',
      { leaf: { serialDer: encodeUnsignedInteger(new Uint8Array(21).fill(1)) } },
      'strict/serial-number at 0',
    ],
    ['a root of version 1', { root: { version: 1, edit: () => [] } }, 'strict/version at 2'],
    [
      'no authority key identifier',
      { leaf: { without: [oids.authorityKeyIdentifier] } },
      'strict/key-identifier-missing at 0',
    ],
    [
      'no subject key identifier of an authority',
      { middle: { without: [oids.subjectKeyIdentifier] } },
      'strict/key-identifier-missing at 1',
    ],
    [
      'a key identifier of another key',
      {
        leaf: {
          edit: replace(oids.authorityKeyIdentifier, (it) => ({
            ...it,
            valueDer: encodeSequence(encodeContextPrimitive(0, Uint8Array.of(1, 2, 3))),
          })),
        },
      },
      'strict/key-identifier-mismatch at 0',
    ],
    [
      'a critical authority key identifier',
      { leaf: critical(oids.authorityKeyIdentifier, true) },
      'strict/should-not-be-critical at 0',
    ],
    [
      'a critical subject key identifier',
      { root: critical(oids.subjectKeyIdentifier, true) },
      'strict/should-not-be-critical at 2',
    ],
    [
      'a critical SAN beside a subject',
      { leaf: critical(oids.subjectAltName, true) },
      'strict/should-not-be-critical at 0',
    ],
    ['a plain SAN without a subject', { leaf: { subjectDer: encodeSequence() } }, 'strict/should-be-critical at 0'],
    [
      'plain basicConstraints of an authority',
      { middle: critical(oids.basicConstraints, false) },
      'strict/should-be-critical at 1',
    ],
    [
      'plain name constraints',
      {
        middle: { constraints: { permitted: [dns] }, sans: [], ...critical(oids.nameConstraints, false) },
        leaf: { sans: ['pbx.example.com'] },
      },
      'strict/should-be-critical at 1',
    ],
    [
      'name constraints of a server',
      { leaf: { constraints: { permitted: [dns] } } },
      'strict/extension-misplaced at 0',
    ],
    [
      'keyCertSign of a server',
      { leaf: { edit: replace(oids.keyUsage, () => encodeKeyUsage(['digitalSignature', 'keyCertSign'])) } },
      'strict/extension-misplaced at 0',
    ],
    ['an authority without key usage', { middle: { without: [oids.keyUsage] } }, 'strict/key-usage-missing at 1'],
    [
      'a key usage that only agrees to nothing of TLS',
      { leaf: { edit: replace(oids.keyUsage, () => encodeKeyUsage(['nonRepudiation'])) } },
      'purpose/key-usage at 0',
    ],
    ['any extended key usage', { leaf: { purposes: [oids.anyExtendedKeyUsage] } }, 'purpose/not-for-this at 0'],
    [
      'an underscore',
      { leaf: { dnsNames: ['pbx.example.com', 'a_b.example.com'] } },
      'strict/general-name-invalid at 0',
    ],
    [
      'a broken access description',
      { leaf: extra(oids.authorityInfoAccess, encodeBoolean(true)) },
      'extension/malformed at 0',
    ],
    [
      'an empty access description',
      { leaf: extra(oids.authorityInfoAccess, encodeSequence()) },
      'strict/extension-empty at 0',
    ],
    [
      'a constraint that is no host name',
      {
        root: { constraints: { excluded: [{ kind: 'dNSName', value: '*.example.org' }] } },
        leaf: { sans: [], more: [] },
      },
      'extension/malformed at 2',
    ],
    [
      'an authority used as a server',
      {
        leaf: {
          cA: true,
          sans: ['pbx.example.com'],
          edit: replace(oids.keyUsage, () => encodeKeyUsage(['digitalSignature', 'keyCertSign'])),
        },
      },
      'strict/authority-as-end-entity at 0',
    ],
  ]
  it.each(cases)('refuses %s', async (_, places, expected) => {
    const { strict, plain } = await askBoth(places)
    expect(strict).toBe(expected)
    // A constraint that is none refuses names of its kind by RFC 5280 as well, and there are some, or there are none at all.
    expect(plain).toMatch(expected.startsWith('extension/malformed at 2') ? /^peer\/no-names/ : /^accepted$/)
  })

  it('refuses RSA keys below 2048 bits and of an odd number of bits, of servers and of roots', async () => {
    const weak = 'strict/weak-key at 0'
    expect((await askBoth({ leaf: { spki: rsaSpki(1024) } })).strict).toBe(weak)
    expect((await askBoth({ leaf: { spki: rsaSpki(2048) } })).strict).toBe('accepted')
    expect((await askBoth({ leaf: { spki: rsaSpki(2052) } })).strict).toBe(weak)
  })
})

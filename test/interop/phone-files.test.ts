// Every phone's files, by name, format and order, reopened by OpenSSL.
import { beforeAll, describe, expect, it } from 'vitest'
import { type BundleFile, buildBundle } from '../../src/bundles/bundle.ts'
import type { Credential } from '../../src/bundles/credential.ts'
import { targets } from '../../src/targets/registry.ts'
import type { FileRecipe } from '../../src/targets/target.ts'
import { makeIdentity } from '../fixtures/identity.ts'
import { describeWith, run } from './tools.ts'

const PASSPHRASE = 'Phone-7_2026'
const MAC = '001122AABBCC'
const subject = { organization: '', organizationalUnit: '', locality: '', stateOrProvince: '', country: '' }

// What stands for itself in a list of blocks: the phone's certificate, the intermediate, the root, the key.
const LEAF = MAC
const CHAIN = `${LEAF}, Intermediate 2026, Root 2026`

type Golden = Readonly<Record<string, string>>

/** File name and what OpenSSL reads in it, in the order of the bundle. */
const certificateFiles: Readonly<Record<string, Golden>> = {
  'avaya-j100': {
    'client_001122AABBCC_cert.p12': `PKCS #12: ${CHAIN}, key`,
    'WebRootCA.pem': 'PEM: Root 2026',
    '46xxsettings-lines.txt': 'text, LF',
  },
  'mitel-6800': {
    '001122AABBCC-phonesLocalCert.pem': `PEM: ${LEAF}`,
    '001122AABBCC-phonesPrivateKey.pem': 'PEM: PKCS #8 key',
    '001122AABBCC-phonesPrivateKey-old.pem': 'PEM: PKCS #1 key',
    'phonesRootCert.pem': 'PEM: Intermediate 2026, Root 2026',
    'phonesTrustedCert.pem': 'PEM: Root 2026',
    'provisioning-001122AABBCC.txt': 'text, LF',
  },
  yealink: {
    '001122aabbcc.pem': `PEM: ${CHAIN}, PKCS #8 key`,
    '001122aabbcc-key-first.pem': `PEM: PKCS #8 key, ${CHAIN}`,
    'trusted-ca.pem': 'PEM: Root 2026',
    'provisioning-001122aabbcc.txt': 'text, LF',
  },
}

const rootFiles: Readonly<Record<string, Golden>> = {
  'avaya-j100': { 'WebRootCA.pem': 'PEM: Root 2026', '46xxsettings-lines.txt': 'text, LF' },
  'mitel-6800': { 'phonesTrustedCert.pem': 'PEM: Root 2026', 'provisioning.txt': 'text, LF' },
  yealink: { 'trusted-ca.pem': 'PEM: Root 2026', 'provisioning.txt': 'text, LF' },
}

const phones = targets.filter(({ kind }) => kind === 'phone')

function openssl(input: Uint8Array | string, ...args: string[]): string {
  const { status, stdout, stderr } = run('openssl', args, { input })
  if (status !== 0) throw new TypeError(`openssl ${args.join(' ')}: ${stderr}`)
  return stdout
}

const commonNameIn = (input: Uint8Array | string, form: 'PEM' | 'DER'): string =>
  openssl(input, 'x509', '-inform', form, '-noout', '-subject', '-nameopt', 'multiline')
    .replace(/^.*commonName\s+= /s, '')
    .trim()

const keyForms: Readonly<Record<string, string>> = {
  'PRIVATE KEY': 'PKCS #8 key',
  'RSA PRIVATE KEY': 'PKCS #1 key',
  'EC PRIVATE KEY': 'SEC 1 key',
}

/** Reads each block with OpenSSL, and says what it is. */
function readBlocks(pem: string): string {
  const blocks = [...pem.matchAll(/-----BEGIN ([^-]+)-----[^-]+-----END \1-----/g)].map(([block, label = '']) => {
    if (label === 'CERTIFICATE') return commonNameIn(block, 'PEM')
    openssl(block, 'pkey', '-check', '-noout')
    return keyForms[label] ?? label
  })
  return blocks.join(', ')
}

function readPkcs12(bytes: Uint8Array): string {
  const open = (...args: string[]): string =>
    openssl(bytes, 'pkcs12', '-legacy', '-passin', `pass:${PASSPHRASE}`, '-nodes', ...args)
  const parts = [open('-clcerts', '-nokeys'), open('-cacerts', '-nokeys')].map(readBlocks).filter((text) => text !== '')
  const hasKey = readBlocks(open('-nocerts')) !== ''
  return [...parts, ...(hasKey ? ['key'] : [])].join(', ')
}

/** Says what a file is, as OpenSSL reads it. */
function judge({ content, bytes }: BundleFile): string {
  const text = Buffer.from(bytes).toString('latin1')
  if (content === 'provisioning-text') {
    const ending = text.endsWith('\r\n') ? 'CRLF' : 'LF'
    const pem = readBlocks(text.replace(/\r/g, ''))
    expect(text.split(ending === 'CRLF' ? '\r\n' : '\n').join('')).toMatch(/^[ -~]+$/)
    return pem === '' ? `text, ${ending}` : `text, ${ending}, with ${pem}`
  }
  if (content.startsWith('pkcs12')) return `PKCS #12: ${readPkcs12(bytes)}`
  if (content === 'private-key-der')
    return `DER: ${openssl(bytes, 'pkey', '-inform', 'DER', '-check', '-noout') && 'key'}`
  return text.startsWith('-----BEGIN ') ? `PEM: ${readBlocks(text)}` : `DER: ${commonNameIn(bytes, 'DER')}`
}

async function goldenOf(credential: Credential, recipes: readonly FileRecipe[]): Promise<Golden> {
  const bundle = await buildBundle(credential, recipes, { passphrase: PASSPHRASE, protection: 'compatible' })
  if (!bundle.passed) throw new TypeError(JSON.stringify(bundle.ticks.filter(({ passed }) => !passed)))
  return Object.fromEntries(bundle.files.map((file) => [file.name, judge(file)]))
}

describeWith('openssl', 'files of every phone', () => {
  let phone: Credential
  let root: Credential
  beforeAll(async () => {
    const changes = { profile: 'client', subject: { ...subject, commonName: MAC }, subjectAltNames: '' } as const
    const { credential, rootDer } = await makeIdentity('rsa-2048', changes)
    phone = { ...credential, name: 'Reception' }
    root = { name: 'Root 2026', certificateDer: rootDer, chain: [] }
  })

  it.each(phones)('$label: a certificate', async ({ id, files }) => {
    const found = await goldenOf(phone, files.certificate)
    expect(found).toEqual(certificateFiles[id])
    expect(Object.keys(found)).toEqual(Object.keys(certificateFiles[id] ?? {}))
  })

  it.each(phones)('$label: its root', async ({ id, files }) => {
    const found = await goldenOf(root, files.root)
    expect(found).toEqual(rootFiles[id])
    expect(Object.keys(found)).toEqual(Object.keys(rootFiles[id] ?? {}))
  })
})

describe('provisioning texts', () => {
  it.each(phones)('of $label name only files that stand beside them', ({ files, mac }) => {
    for (const recipes of [files.certificate, files.root]) {
      const names = recipes.map(({ name }) => name)
      for (const { lines = [] } of recipes) {
        const named = lines
          .filter((line) => !line.startsWith('#'))
          .flatMap((line) => line.match(/[\w{}$-]+\.(?:pem|crt|cer|der|p12|pfx|key)\b/g) ?? [])
          .map((name) => name.replace('$MACADDR', '{MAC}').replace('*', mac?.letters === 'lower' ? '{mac}' : '{MAC}'))
        expect(named.filter((name) => !names.includes(name))).toEqual([])
      }
    }
  })

  it.each(phones)('of $label have no placeholder but the MAC address and the root', ({ files }) => {
    for (const { lines = [] } of [...files.certificate, ...files.root]) {
      for (const line of lines) {
        expect(line).toMatch(/^[ -~]*$/)
        for (const [placeholder] of line.matchAll(/\{[^}]*\}/g))
          expect(['{MAC}', '{mac}', '{root-pem}']).toContain(placeholder)
      }
    }
  })
})

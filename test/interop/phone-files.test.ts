// Every phone's files, by name, format and order, reopened by OpenSSL.
import { beforeAll, describe, expect, it } from 'vitest'
import { buildBundle } from '../../src/bundles/bundle.ts'
import type { Credential } from '../../src/bundles/credential.ts'
import { targets } from '../../src/targets/registry.ts'
import type { FileRecipe } from '../../src/targets/target.ts'
import { makeIdentity } from '../fixtures/identity.ts'
import { judgeFile } from './judge-file.ts'
import { describeWith, run } from './tools.ts'

const PASSPHRASE = 'Phone-7_2026'
const MAC = '001122AABBCC'
const subject = { organization: '', organizationalUnit: '', locality: '', stateOrProvince: '', country: '' }

// What stands for itself in a list of blocks: the phone's certificate, the intermediate, the root, the key.
const LEAF = MAC
const CHAIN = `${LEAF}, Intermediate 2026, Root 2026`

type Golden = Readonly<Record<string, string>>

const BOTH_ROOTS: Golden = { 'trusted-ca.pem': 'PEM: Root 2026', 'trusted-ca.der': 'DER: Root 2026' }
const ROOT: Golden = { 'trusted-ca.pem': 'PEM: Root 2026' }

const bothKeys = (name: string): Golden => ({
  [`${name}.key`]: 'PEM: PKCS #8 key',
  [`${name}-old.key`]: 'PEM: PKCS #1 key',
})
const bothOrders = (name: string): Golden => ({
  [`${name}.pem`]: `PEM: ${CHAIN}, PKCS #8 key`,
  [`${name}-key-first.pem`]: `PEM: PKCS #8 key, ${CHAIN}`,
})
const everyForm: Golden = {
  'Reception.p12': `PKCS #12: ${CHAIN}, key`,
  'Reception.crt': `PEM: ${LEAF}`,
  'Reception.der': `DER: ${LEAF}`,
  ...bothKeys('Reception'),
  ...bothOrders('Reception'),
}

/** File name and what OpenSSL reads in it, in the order of the bundle. */
const certificateFiles: Readonly<Record<string, Golden>> = {
  '2n-intercom': { 'Reception.crt': `PEM: ${LEAF}`, 'Reception.key': 'PEM: PKCS #8 key', ...ROOT },
  'audiocodes-4xxhd': {
    '001122aabbcc-device.crt': `PEM: ${LEAF}`,
    ...bothKeys('001122aabbcc-device'),
    ...BOTH_ROOTS,
    'provisioning-001122aabbcc.cfg': 'text, LF',
  },
  'avaya-1100': {
    'devcert001122AABBCC.p12': `PKCS #12: ${CHAIN}, key`,
    'custroot.pem': 'PEM: Root 2026',
    'provisioning.txt': 'text, LF',
  },
  'avaya-j100': {
    'client_001122AABBCC_cert.p12': `PKCS #12: ${CHAIN}, key`,
    'WebRootCA.pem': 'PEM: Root 2026',
    '46xxsettings-lines.txt': 'text, LF',
  },
  'avaya-vantage': { ...everyForm, ...ROOT, '46xxsettings-lines.txt': 'text, LF' },
  'cisco-mpp': { ...everyForm, ...BOTH_ROOTS },
  'cisco-9800': { 'Reception.p12': `PKCS #12: ${CHAIN}, key`, ...BOTH_ROOTS },
  'cisco-enterprise': { ...everyForm, ...BOTH_ROOTS },
  'cisco-spa': { ...everyForm, ...BOTH_ROOTS },
  fanvil: { ...everyForm, ...BOTH_ROOTS },
  flyingvoice: { ...bothOrders('Reception'), ...BOTH_ROOTS, 'provisioning.txt': 'text, LF' },
  'gigaset-pro': { ...everyForm, ...BOTH_ROOTS },
  'grandstream-grp': {
    '001122aabbcc.crt': `PEM: ${LEAF}`,
    ...bothKeys('001122aabbcc'),
    ...ROOT,
    'provisioning-001122aabbcc.xml': 'text, LF',
  },
  'grandstream-gxv': { ...bothOrders('Reception'), 'Reception.p12': `PKCS #12: ${CHAIN}, key`, ...BOTH_ROOTS },
  htek: { ...everyForm, ...BOTH_ROOTS },
  'mitel-6800': {
    '001122AABBCC-phonesLocalCert.pem': `PEM: ${LEAF}`,
    '001122AABBCC-phonesPrivateKey.pem': 'PEM: PKCS #8 key',
    '001122AABBCC-phonesPrivateKey-old.pem': 'PEM: PKCS #1 key',
    'phonesRootCert.pem': 'PEM: Intermediate 2026, Root 2026',
    'phonesTrustedCert.pem': 'PEM: Root 2026',
    'provisioning-001122AABBCC.txt': 'text, LF',
  },
  'panasonic-kx': { ...everyForm, ...BOTH_ROOTS, 'provisioning.cfg': 'text, CRLF' },
  'poly-obi': {
    ...bothOrders('001122AABBCC'),
    '001122AABBCC.crt': `PEM: ${LEAF}`,
    ...bothKeys('001122AABBCC'),
    ...BOTH_ROOTS,
    'provisioning-001122AABBCC.xml': 'text, LF',
  },
  'poly-vvx': {
    'Reception.crt': `PEM: ${LEAF}`,
    ...bothKeys('Reception'),
    ...bothOrders('Reception'),
    ...ROOT,
    'provisioning.cfg': 'text, LF, with Root 2026',
  },
  snom: { ...everyForm, ...BOTH_ROOTS, 'provisioning.xml': 'text, LF' },
  'unify-openstage': { ...everyForm, ...BOTH_ROOTS },
  yealink: { ...bothOrders('001122aabbcc'), ...ROOT, 'provisioning-001122aabbcc.txt': 'text, LF' },
}

/** Of phones whose root is more, or under another name, than both forms side by side. */
const rootFiles: Readonly<Record<string, Golden>> = {
  '2n-intercom': BOTH_ROOTS,
  'avaya-1100': { 'custroot.pem': 'PEM: Root 2026', 'provisioning.txt': 'text, LF' },
  'avaya-j100': { 'WebRootCA.pem': 'PEM: Root 2026', '46xxsettings-lines.txt': 'text, LF' },
  'avaya-vantage': { ...BOTH_ROOTS, '46xxsettings-lines.txt': 'text, LF' },
  flyingvoice: { ...BOTH_ROOTS, 'provisioning.txt': 'text, LF' },
  'grandstream-grp': { ...ROOT, 'provisioning.xml': 'text, LF' },
  'mitel-6800': { 'phonesTrustedCert.pem': 'PEM: Root 2026', 'provisioning.txt': 'text, LF' },
  'panasonic-kx': { ...BOTH_ROOTS, 'provisioning.cfg': 'text, CRLF' },
  'poly-obi': { ...BOTH_ROOTS, 'provisioning.xml': 'text, LF' },
  'poly-vvx': { ...ROOT, 'provisioning.cfg': 'text, LF, with Root 2026' },
  snom: { ...BOTH_ROOTS, 'provisioning.xml': 'text, LF' },
  yealink: { ...ROOT, 'provisioning.txt': 'text, LF' },
}

const phones = targets.filter(({ kind }) => kind === 'phone')

async function goldenOf(credential: Credential, recipes: readonly FileRecipe[]): Promise<Golden> {
  const bundle = await buildBundle(credential, recipes, { passphrase: PASSPHRASE, protection: 'compatible' })
  if (!bundle.passed) throw new TypeError(JSON.stringify(bundle.ticks.filter(({ passed }) => !passed)))
  return Object.fromEntries(bundle.files.map((file) => [file.name, judgeFile(file, PASSPHRASE)]))
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
    expect(found).toEqual(rootFiles[id] ?? BOTH_ROOTS)
    expect(Object.keys(found)).toEqual(Object.keys(rootFiles[id] ?? BOTH_ROOTS))
  })
})

describeWith('python3', 'provisioning texts in XML', () => {
  it.each(phones)('of $label are well-formed, certificates and all', async ({ files }) => {
    const { credential } = await makeIdentity('p-256')
    const recipes = [...files.certificate, ...files.root].filter(({ lines = [] }) =>
      lines.some((line) => /^ *</.test(line)),
    )
    const bundle = await buildBundle(credential, recipes)
    for (const { name, bytes } of bundle.passed ? bundle.files : []) {
      const read = 'import sys, xml.dom.minidom; xml.dom.minidom.parse(sys.stdin.buffer)'
      expect([name, run('python3', ['-c', read], { input: bytes }).stderr]).toEqual([name, ''])
    }
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

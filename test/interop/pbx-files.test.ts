// Every PBX's files, by name, format and order, reopened by OpenSSL.
import { beforeAll, expect, it } from 'vitest'
import { buildBundle } from '../../src/bundles/bundle.ts'
import type { Credential } from '../../src/bundles/credential.ts'
import { targets } from '../../src/targets/registry.ts'
import type { FileRecipe } from '../../src/targets/target.ts'
import { type Identity, makeIdentity } from '../fixtures/identity.ts'
import { judgeFile } from './judge-file.ts'
import { describeWith } from './tools.ts'

const PASSPHRASE = 'Import-Passphrase 1'
// What stands for itself in a list: the certificate, the intermediate, the root.
const LEAF = 'pbx.example'
const MIDDLE = 'Intermediate 2026'
const ROOT = 'Root 2026'
const CHAIN = `${LEAF}, ${MIDDLE}, ${ROOT}`

type Golden = Readonly<Record<string, string>>

const plainKey = { 'pbx.example.key': 'PEM: PKCS #8 key' }
const openScape: Golden = { [`BasedOn${MIDDLE}.p12`]: `PKCS #12: ${CHAIN}, key`, [`${ROOT}.crt`]: `PEM: ${ROOT}` }
const connect: Golden = {
  'pbx.example.crt': `PEM: ${LEAF}`,
  [`${MIDDLE}.crt`]: `PEM: ${MIDDLE}`,
  [`${ROOT}.crt`]: `PEM: ${ROOT}`,
  ...plainKey,
}
const identityAlone: Golden = {
  'pbx.example-identity.p12': `PKCS #12: ${LEAF}, key`,
  [`${MIDDLE}.cer`]: `DER: ${MIDDLE}`,
  [`${ROOT}.cer`]: `DER: ${ROOT}`,
}

/** File name and what OpenSSL reads in it, in the order of the bundle. */
const certificateFiles: Readonly<Record<string, Golden>> = {
  generic: {
    'pbx.example.p12': `PKCS #12: ${CHAIN}, key`,
    'pbx.example.crt': `PEM: ${LEAF}`,
    'pbx.example-chain.crt': `PEM: ${CHAIN}`,
    ...plainKey,
    [`${ROOT}.crt`]: `PEM: ${ROOT}`,
  },
  'openscape-business': openScape,
  'openscape-business-booster': openScape,
  'mivoice-connect': connect,
  'mivoice-connect-appliance': connect,
  'mivoice-office-400': {
    'pbx.example.crt': `PEM: ${LEAF}`,
    'pbx.example.der': `DER: ${LEAF}`,
    [`${MIDDLE}.crt`]: `PEM: ${MIDDLE}`,
    [`${ROOT}.crt`]: `PEM: ${ROOT}`,
    [`${MIDDLE}.der`]: `DER: ${MIDDLE}`,
    [`${ROOT}.der`]: `DER: ${ROOT}`,
  },
  'ip-office-manager': identityAlone,
  'ip-office-web-manager': { 'pbx.example-chain.p12': `PKCS #12: ${CHAIN}, key`, 'WebRootCA.pem': `PEM: ${ROOT}` },
  'ip-office-sip-telephony': identityAlone,
  'mitel-msl': { 'pbx.example.p12': `PKCS #12: ${CHAIN}, key`, [`${ROOT}.crt`]: `PEM: ${ROOT}` },
  vodia: { 'pbx.example.pem': `PEM: ${CHAIN}, PKCS #8 key`, [`${ROOT}.crt`]: `PEM: ${ROOT}` },
  innovaphone: { 'pbx.example-chain.pem': `PEM: ${CHAIN}`, ...plainKey, [`${ROOT}.pem`]: `PEM: ${ROOT}` },
  'cisco-expressway': {
    'pbx.example.pem': `PEM: ${LEAF}`,
    ...plainKey,
    [`${MIDDLE}.pem`]: `PEM: ${MIDDLE}`,
    [`${ROOT}.pem`]: `PEM: ${ROOT}`,
  },
}

const furtherFiles: Readonly<Record<string, Golden>> = {
  'openscape-business': { 'pbx.example.cer': `PEM: ${LEAF}`, ...plainKey },
  'openscape-business-booster': { 'pbx.example.cer': `PEM: ${LEAF}`, ...plainKey },
  'mivoice-office-400': plainKey,
  'ip-office-sip-telephony': { 'pbx.example-chain.p12': `PKCS #12: ${CHAIN}, key` },
  'mitel-msl': connect,
  innovaphone: {
    'pbx.example.pem': `PEM: ${CHAIN}, PKCS #8 key`,
    'pbx.example.p12': `PKCS #12: ${CHAIN}, key`,
  },
}

const crtAndDer: Golden = { [`${ROOT}.crt`]: `PEM: ${ROOT}`, [`${ROOT}.der`]: `DER: ${ROOT}` }
const cerAndCrt: Golden = { [`${ROOT}.cer`]: `DER: ${ROOT}`, [`${ROOT}.crt`]: `PEM: ${ROOT}` }
const pemAndDer: Golden = { [`${ROOT}.pem`]: `PEM: ${ROOT}`, [`${ROOT}.der`]: `DER: ${ROOT}` }

/** Of targets whose root has other names than `.crt` and `.der`. */
const rootFiles: Readonly<Record<string, Golden>> = {
  'ip-office-manager': cerAndCrt,
  'ip-office-web-manager': { ...crtAndDer, 'WebRootCA.pem': `PEM: ${ROOT}` },
  'ip-office-sip-telephony': cerAndCrt,
  innovaphone: pemAndDer,
  'cisco-expressway': pemAndDer,
}

/** Of targets whose key has another name than the request's. */
const requestKeys: Readonly<Record<string, string>> = {
  'openscape-business': 'key_csr.pem',
  'openscape-business-booster': 'key_csr.pem',
}

const stations = targets.filter(({ kind }) => kind !== 'phone')

async function goldenOf(credential: Credential, recipes: readonly FileRecipe[]): Promise<[string, string][]> {
  const bundle = await buildBundle(credential, recipes, { passphrase: PASSPHRASE, protection: 'compatible' })
  if (!bundle.passed) throw new TypeError(JSON.stringify(bundle.ticks.filter(({ passed }) => !passed)))
  return bundle.files.map((file) => [file.name, judgeFile(file, PASSPHRASE)])
}

describeWith('openssl', 'files of every PBX and server', () => {
  let identity: Identity
  beforeAll(async () => {
    identity = await makeIdentity('rsa-2048')
  })

  it.each(stations)('$label: a certificate', async ({ id, files }) => {
    expect(await goldenOf(identity.credential, files.certificate)).toEqual(Object.entries(certificateFiles[id] ?? {}))
  })

  it.each(stations)('$label: what it takes another way', async ({ id, files }) => {
    expect(await goldenOf(identity.credential, files.further ?? [])).toEqual(Object.entries(furtherFiles[id] ?? {}))
  })

  it.each(stations)('$label: a root', async ({ id, files }) => {
    const root: Credential = { name: ROOT, certificateDer: identity.rootDer, chain: [] }
    expect(await goldenOf(root, files.root)).toEqual(Object.entries(rootFiles[id] ?? crtAndDer))
  })

  it.each(stations.filter(({ files }) => files.request.length > 0))('$label: a request', async ({ id, files }) => {
    const { requestDer, privateKeyInfo } = identity
    const request: Credential = { name: LEAF, requestDer, privateKeyInfo, chain: [] }
    expect(await goldenOf(request, files.request)).toEqual([
      [`${LEAF}.csr`, `PEM: request of ${LEAF}`],
      [requestKeys[id] ?? `${LEAF}.key`, 'PEM: PKCS #8 key'],
    ])
  })
})

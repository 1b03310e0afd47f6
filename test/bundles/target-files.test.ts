import { beforeAll, describe, expect, it } from 'vitest'
import { buildBundle } from '../../src/bundles/bundle.ts'
import type { Credential } from '../../src/bundles/credential.ts'
import { hashAlgorithms } from '../../src/pki/algorithms.ts'
import { decodeCertificate, issueCertificate, issuerLimitsOf } from '../../src/pki/certificate.ts'
import { importSigningKey } from '../../src/pki/key-pair.ts'
import { openPkcs12 } from '../../src/pki/pkcs12-reader.ts'
import { findTarget, requestTargets, targets as all } from '../../src/targets/registry.ts'
import type { FileRecipe } from '../../src/targets/target.ts'
import { type Identity, makeIdentity, requestOf } from '../fixtures/identity.ts'

// Phones have a file of tests of their own.
const targets = all.filter(({ kind }) => kind !== 'phone')

const PASSPHRASE = 'passphrase'

let identity: Identity
let rootIssued: Credential
beforeAll(async () => {
  identity = await makeIdentity('rsa-2048')
  rootIssued = await reissueUnderRoot(identity)
})

/** The same key and names, signed by the root itself. */
async function reissueUnderRoot({ rootDer, certificateDer, credential, otherPrivateKeyInfo }: Identity) {
  const limits = issuerLimitsOf(decodeCertificate(rootDer))
  const signingKey = await importSigningKey(otherPrivateKeyInfo, hashAlgorithms['sha-256'])
  const { subjectPublicKeyInfo } = decodeCertificate(certificateDer)
  const issuer = { certificateDer: rootDer, signingKey }
  const request = requestOf('tls-server', 'rsa-2048', {}, limits)
  return {
    ...credential,
    certificateDer: await issueCertificate(request, subjectPublicKeyInfo, issuer),
    chain: credential.chain.slice(1),
  }
}

async function build(credential: Credential, recipes: readonly FileRecipe[]) {
  const bundle = await buildBundle(credential, recipes, { passphrase: PASSPHRASE, protection: 'compatible' })
  if (!bundle.passed) throw new TypeError(JSON.stringify(bundle.ticks.filter(({ passed }) => !passed)))
  // Every file has a tick of its own, but for the DER of the certificate, which the credential's own ticks are about.
  for (const { name, content } of bundle.files) {
    const own = bundle.ticks.filter(({ file }) => file === name)
    expect([name, own.length > 0]).toEqual([name, content !== 'certificate-der'])
  }
  return bundle.files
}

const namesOf = async (credential: Credential, recipes: readonly FileRecipe[]): Promise<string[]> =>
  (await build(credential, recipes)).map(({ name }) => name)

// The certificate's own files under an intermediate and a root, and under the root alone.
const certificateFiles: Readonly<Record<string, readonly [readonly string[], readonly string[]]>> = {
  Generic: [
    ['pbx.example.p12', 'pbx.example.crt', 'pbx.example-chain.crt', 'pbx.example.key', 'Root 2026.crt'],
    ['pbx.example.p12', 'pbx.example.crt', 'pbx.example-chain.crt', 'pbx.example.key', 'Root 2026.crt'],
  ],
  'OpenScape Business': [
    ['BasedOnIntermediate 2026.p12', 'Root 2026.crt'],
    ['BasedOnRoot 2026.p12', 'Root 2026.crt'],
  ],
  'OpenScape Business Booster': [
    ['BasedOnIntermediate 2026.p12', 'Root 2026.crt'],
    ['BasedOnRoot 2026.p12', 'Root 2026.crt'],
  ],
  'MiVoice Connect HQ/DVS': [
    ['pbx.example.crt', 'Intermediate 2026.crt', 'Root 2026.crt', 'pbx.example.key'],
    ['pbx.example.crt', 'Root 2026.crt', 'pbx.example.key'],
  ],
  'MiVoice Connect SA-100/400': [
    ['pbx.example.crt', 'Intermediate 2026.crt', 'Root 2026.crt', 'pbx.example.key'],
    ['pbx.example.crt', 'Root 2026.crt', 'pbx.example.key'],
  ],
  'MiVoice Office 400': [
    [
      'pbx.example.crt',
      'pbx.example.der',
      'Intermediate 2026.crt',
      'Root 2026.crt',
      'Intermediate 2026.der',
      'Root 2026.der',
    ],
    ['pbx.example.crt', 'pbx.example.der', 'Root 2026.crt', 'Root 2026.der'],
  ],
  'IP Office Manager': [
    ['pbx.example-identity.p12', 'Intermediate 2026.cer', 'Root 2026.cer'],
    ['pbx.example-identity.p12', 'Root 2026.cer'],
  ],
  'IP Office Web Manager': [
    ['pbx.example-chain.p12', 'WebRootCA.pem'],
    ['pbx.example-chain.p12', 'WebRootCA.pem'],
  ],
  'IP Office SIP telephony': [
    ['pbx.example-identity.p12', 'Intermediate 2026.cer', 'Root 2026.cer'],
    ['pbx.example-identity.p12', 'Root 2026.cer'],
  ],
  'Mitel MSL': [
    ['pbx.example.p12', 'Root 2026.crt'],
    ['pbx.example.p12', 'Root 2026.crt'],
  ],
  Vodia: [
    ['pbx.example.pem', 'Root 2026.crt'],
    ['pbx.example.pem', 'Root 2026.crt'],
  ],
  innovaphone: [
    ['pbx.example-chain.pem', 'pbx.example.key', 'Root 2026.pem'],
    ['pbx.example-chain.pem', 'pbx.example.key', 'Root 2026.pem'],
  ],
  'Cisco Expressway': [
    ['pbx.example.pem', 'pbx.example.key', 'Intermediate 2026.pem', 'Root 2026.pem'],
    ['pbx.example.pem', 'pbx.example.key', 'Root 2026.pem'],
  ],
}

const rootFiles: Readonly<Record<string, readonly string[]>> = {
  'IP Office Manager': ['Root 2026.cer', 'Root 2026.crt'],
  'IP Office SIP telephony': ['Root 2026.cer', 'Root 2026.crt'],
  innovaphone: ['Root 2026.pem', 'Root 2026.der'],
  'Cisco Expressway': ['Root 2026.pem', 'Root 2026.der'],
  'IP Office Web Manager': ['Root 2026.crt', 'Root 2026.der', 'WebRootCA.pem'],
}

describe('files of a target', () => {
  it.each(targets)('a certificate for $label has these, whichever its chain', async ({ label, files }) => {
    const [underIntermediate, underRoot] = certificateFiles[label] ?? []
    expect(await namesOf(identity.credential, files.certificate)).toEqual(underIntermediate)
    expect(await namesOf(rootIssued, files.certificate)).toEqual(underRoot)
  })

  it.each(targets)('authorities for $label have these', async ({ label, files }) => {
    const root: Credential = { name: 'Root 2026', certificateDer: identity.rootDer, chain: [] }
    expect(await namesOf(root, files.root)).toEqual(rootFiles[label] ?? ['Root 2026.crt', 'Root 2026.der'])
    const { intermediateDer: certificateDer, credential } = identity
    const intermediate: Credential = { name: 'Intermediate 2026', certificateDer, chain: credential.chain.slice(1) }
    const stems = (await namesOf(intermediate, files.intermediate)).map((name) => name.replace(/\.[a-z]+$/, ''))
    expect(stems).toContain('Intermediate 2026')
  })

  it.each(requestTargets)('a request for $label is its .csr and its key', async ({ label, files }) => {
    const { requestDer, privateKeyInfo } = identity
    const request: Credential = { name: 'server01', requestDer, privateKeyInfo, chain: [] }
    const key = label.startsWith('OpenScape Business') ? 'key_csr.pem' : 'server01.key'
    expect(await namesOf(request, files.request)).toEqual(['server01.csr', key])
  })

  it('OpenScape Business takes certificate and key as two files as well', async () => {
    const { further = [] } = findTarget('openscape-business').files
    const [certificate, key] = await build(identity.credential, further)
    expect([certificate?.name, key?.name]).toEqual(['pbx.example.cer', 'pbx.example.key'])
    expect([certificate?.holdsPlainKey, key?.holdsPlainKey]).toEqual([false, true])
  })

  it.each([
    ['ip-office-manager', 1],
    ['ip-office-web-manager', 3],
  ])('the .p12 of %s holds the key and %i certificates', async (id, certificates) => {
    const [p12] = await build(identity.credential, findTarget(id).files.certificate)
    const opened = await openPkcs12(p12?.bytes ?? new Uint8Array(), PASSPHRASE)
    expect([opened.keys.length, opened.certificates.length]).toEqual([1, certificates])
    expect(opened.protection).toEqual(['PKCS #12 (SHA-1, 3DES)'])
  })

  it('WebRootCA.pem is the root, not the issuer', async () => {
    const files = await build(identity.credential, findTarget('ip-office-web-manager').files.certificate)
    const [pem] = await build(rootIssued, [{ name: 'root', content: 'root-pem' }])
    expect(files.find(({ name }) => name === 'WebRootCA.pem')?.bytes).toEqual(pem?.bytes)
  })
})

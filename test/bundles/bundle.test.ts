import { beforeAll, describe, expect, it } from 'vitest'
import { type Bundle, type BundleFile, type BundleOptions, buildBundle } from '../../src/bundles/bundle.ts'
import type { Credential } from '../../src/bundles/credential.ts'
import { fileKinds } from '../../src/bundles/file-kinds.ts'
import { decodeCertificate } from '../../src/pki/certificate.ts'
import { openEncryptedPrivateKeyInfo, openPfx } from '../../src/pki/cms-library.ts'
import { decodePem } from '../../src/pki/pem.ts'
import { openPkcs12 } from '../../src/pki/pkcs12-reader.ts'
import { generic } from '../../src/targets/generic.ts'
import { openScapeBusiness } from '../../src/targets/openscape-business.ts'
import type { FileContent, FileRecipe } from '../../src/targets/target.ts'
import { type Identity, makeIdentity } from '../fixtures/identity.ts'

let identity: Identity
let credential: Credential
beforeAll(async () => {
  identity = await makeIdentity()
  credential = identity.credential
})

const OPTIONS: BundleOptions = { passphrase: 'passphrase', iterations: 10 }
const failed = (bundle: Bundle): string[] => bundle.ticks.filter(({ passed }) => !passed).map(({ id }) => id)

function filesOf(bundle: Bundle): readonly BundleFile[] {
  if (!bundle.passed) throw new TypeError(`ticks failed: ${failed(bundle).join(', ')}`)
  return bundle.files
}

async function buildOne(
  content: FileContent,
  options: BundleOptions = OPTIONS,
  from: Credential = credential,
): Promise<BundleFile> {
  const [file] = filesOf(await buildBundle(from, [{ name: 'file', content }], options))
  if (file === undefined) throw new TypeError('one file was asked for')
  return file
}

const blocksOf = ({ bytes }: BundleFile) => decodePem(new TextDecoder().decode(bytes))

describe('buildBundle()', () => {
  it('builds every file of the generic target for a certificate', async () => {
    const files = filesOf(await buildBundle(credential, generic.files.certificate, OPTIONS))
    expect(files.map(({ name }) => name)).toEqual([
      'pbx.example.p12',
      'pbx.example.crt',
      'pbx.example-chain.crt',
      'pbx.example.key',
      'Root 2026.crt',
    ])
    expect(files.filter(({ holdsPlainKey }) => holdsPlainKey).map(({ content }) => content)).toEqual([
      'private-key-pem',
    ])
  })

  it('names the .p12 of OpenScape Business after the issuer', async () => {
    const files = filesOf(await buildBundle(credential, openScapeBusiness.files.certificate, OPTIONS))
    expect(files.map(({ name }) => name)).toEqual(['BasedOnIntermediate 2026.p12', 'Root 2026.crt'])
  })

  it('names a self-issued credential its own issuer and root', async () => {
    const root: Credential = { name: 'Root 2026', certificateDer: identity.rootDer, chain: [] }
    const recipes = [{ name: '{issuer}-{root}.crt', content: 'root-pem' }] as const
    expect(filesOf(await buildBundle(root, recipes)).map(({ name }) => name)).toEqual(['Root 2026-Root 2026.crt'])
  })

  it('builds the two files of a request', async () => {
    const { requestDer, privateKeyInfo } = identity
    const request: Credential = { name: 'pbx', requestDer, privateKeyInfo, chain: [] }
    const files = filesOf(await buildBundle(request, openScapeBusiness.files.request))
    expect(files.map(({ name }) => name)).toEqual(['pbx.csr', 'key_csr.pem'])
    expect(files.flatMap(blocksOf)).toEqual([
      { label: 'CERTIFICATE REQUEST', der: requestDer },
      { label: 'PRIVATE KEY', der: privateKeyInfo },
    ])
  })

  it('writes a chain from the leaf to the root', async () => {
    const blocks = blocksOf(await buildOne('chain-pem'))
    expect(blocks.map(({ der }) => der)).toEqual([identity.certificateDer, ...identity.chainDer])
  })

  it('writes a certificate as its own DER', async () => {
    expect((await buildOne('certificate-der')).bytes).toEqual(identity.certificateDer)
  })

  it('writes a .p12 that opens with the passphrase, friendlyName the entry’s name', async () => {
    const bags = await openPfx((await buildOne('pkcs12')).bytes, 'passphrase')
    expect(bags.find(({ kind }) => kind === 'key')).toMatchObject({
      der: identity.privateKeyInfo,
      friendlyName: 'pbx.example',
    })
  })

  it('encrypts the key file when asked to, and then calls it no plain key', async () => {
    const file = await buildOne('private-key-pem', { ...OPTIONS, encryptPrivateKey: true })
    const [block] = blocksOf(file)
    expect([block?.label, file.holdsPlainKey]).toEqual(['ENCRYPTED PRIVATE KEY', false])
    expect(await openEncryptedPrivateKeyInfo(block?.der ?? new Uint8Array(), 'passphrase')).toEqual(
      identity.privateKeyInfo,
    )
  })

  it.each(['rsa-2048', 'p-256', 'ed25519'] as const)(
    'builds and reopens every kind of file of %s, under either protection',
    async (algorithm) => {
      const { credential: from, requestDer, certificateDer, chainDer } = await makeIdentity(algorithm)
      const publicKeyDer = decodeCertificate(certificateDer).subjectPublicKeyInfo
      const loose = { publicKeyDer, crlDer: certificateDer, bunchDer: [certificateDer, ...chainDer] }
      const recipes = (Object.keys(fileKinds) as FileContent[]).map((content) => ({
        name: content,
        content,
        ...(content === 'provisioning-text' && { lines: ['certificate = {root-pem}'] }),
      }))
      for (const protection of ['modern', 'compatible'] as const) {
        const options = { ...OPTIONS, protection, encryptPrivateKey: true }
        const files = filesOf(await buildBundle({ ...from, requestDer, loose }, recipes, options))
        // One file for each recipe, and for each kind of CA file one for each of the two authorities.
        expect(files).toHaveLength(recipes.length + 2)
      }
    },
  )

  it.each([
    ['private-key-traditional', 'EC PRIVATE KEY'],
    ['pkcs7-pem', 'PKCS7'],
  ] as const)('labels %s as %s', async (content, label) => {
    expect(blocksOf(await buildOne(content)).map((block) => block.label)).toEqual([label])
  })

  it.each([
    ['pkcs12-bunch', [false, false]],
    ['pkcs12-bunch-trust-store', [true, true]],
  ] as const)(
    'puts certificates that do not belong together into %s, each under a name of its own',
    async (content, trusted) => {
      const other = await makeIdentity()
      const bunchDer = [identity.certificateDer, other.rootDer]
      const { bytes } = await buildOne(content, OPTIONS, { name: 'all', chain: [], loose: { bunchDer } })
      const { certificates, keys } = await openPkcs12(bytes, 'passphrase')
      expect(certificates.map(({ certificateDer }) => certificateDer)).toEqual(bunchDer)
      expect(certificates.map(({ isTrusted }) => isTrusted)).toEqual(trusted)
      expect(keys).toEqual([])
    },
  )

  it('hands out no DER with something behind it', async () => {
    const loose = { crlDer: Uint8Array.of(0x30, 0, 0) }
    const bundle = await buildBundle({ name: 'a', chain: [], loose }, [{ name: 'a.crl', content: 'crl-der' }])
    expect(failed(bundle)).toEqual(['file-whole'])
  })

  it('writes a combined file in the order leaf, intermediates, root, key', async () => {
    const { certificateDer, chainDer, privateKeyInfo } = identity
    const file = await buildOne('combined-pem')
    expect(blocksOf(file).map(({ der }) => der)).toEqual([certificateDer, ...chainDer, privateKeyInfo])
    expect([new TextDecoder().decode(file.bytes).endsWith('-----\n'), file.holdsPlainKey]).toEqual([true, true])
  })

  it('writes the key in front where a device may want it so', async () => {
    const { certificateDer, chainDer, privateKeyInfo } = identity
    const file = await buildOne('combined-pem-key-first')
    expect(blocksOf(file).map(({ der }) => der)).toEqual([privateKeyInfo, certificateDer, ...chainDer])
    expect(file.holdsPlainKey).toBe(true)
  })

  it('writes every CA certificate into one text for phones, the issuer first; a root is its own', async () => {
    const { rootDer, chainDer } = identity
    expect(blocksOf(await buildOne('authorities-pem')).map(({ der }) => der)).toEqual(chainDer)
    const root = { name: 'Root', certificateDer: rootDer, chain: [] }
    const [own] = filesOf(await buildBundle(root, [{ name: 'ca.pem', content: 'authorities-pem' }]))
    expect(own && blocksOf(own).map(({ der }) => der)).toEqual([rootDer])
    expect((await buildOne('root-der')).bytes).toEqual(rootDer)
  })

  it('says which files are of a form that no source confirms', async () => {
    const recipes: FileRecipe[] = [
      { name: 'a', content: 'certificate-pem' },
      { name: 'b', content: 'certificate-pem', certainty: 'unverified' },
      { name: 'c', content: 'certificate-pem', certainty: 'inferred' },
    ]
    const files = filesOf(await buildBundle(credential, recipes))
    expect(files.map(({ isUnverified }) => isUnverified)).toEqual([false, true, false])
  })

  it.each([
    ['pkcs12-leaf', 1, 1],
    ['pkcs12-key', 1, 0],
    ['pkcs12-certificates', 0, 3],
    ['pkcs12-trust-store', 0, 1],
  ] as const)('puts into %s only what belongs there', async (content, keys, certificates) => {
    const opened = await openPkcs12(
      (await buildOne(content, { ...OPTIONS, protection: 'compatible' })).bytes,
      'passphrase',
    )
    expect([opened.keys.length, opened.certificates.length]).toEqual([keys, certificates])
    expect(opened.protection).toEqual(['PKCS #12 (SHA-1, 3DES)'])
  })

  it.each(['authority-pem', 'authority-der'] as const)(
    'gives %s as one file for each CA above the certificate, each reopened',
    async (content) => {
      const bundle = await buildBundle(credential, [{ name: '{authority}.cer', content }])
      const files = filesOf(bundle)
      expect(files.map(({ name }) => name)).toEqual(['Intermediate 2026.cer', 'Root 2026.cer'])
      const ders =
        content === 'authority-der' ? files.map(({ bytes }) => bytes) : files.flatMap(blocksOf).map(({ der }) => der)
      expect(ders).toEqual(identity.chainDer)
      expect(bundle.ticks.filter(({ file }) => file !== undefined)).toEqual([
        { id: 'certificate-reread', passed: true, file: 'Intermediate 2026.cer' },
        { id: 'certificate-reread', passed: true, file: 'Root 2026.cer' },
      ])
    },
  )

  it('gives fewer CA files for a shorter chain, and none without one', async () => {
    const recipes = [
      { name: '{name}.crt', content: 'certificate-pem' },
      { name: '{authority}.crt', content: 'authority-pem' },
    ] as const
    const root: Credential = { name: 'Root 2026', certificateDer: identity.rootDer, chain: [] }
    const below: Credential = {
      name: 'Intermediate 2026',
      certificateDer: identity.intermediateDer,
      chain: credential.chain.slice(1),
    }
    expect(filesOf(await buildBundle(root, recipes)).map(({ name }) => name)).toEqual(['Root 2026.crt'])
    expect(filesOf(await buildBundle(below, recipes)).map(({ name }) => name)).toEqual([
      'Intermediate 2026.crt',
      'Root 2026.crt',
    ])
  })

  it('gives CA files of one name, or of the certificate’s own, names that differ and are safe', async () => {
    const chain = credential.chain.map(({ certificateDer }) => ({ name: 'PBX: 1', certificateDer }))
    const recipes = [
      { name: '{name}.crt', content: 'certificate-pem' },
      { name: '{authority}.crt', content: 'authority-pem' },
    ] as const
    const files = filesOf(await buildBundle({ ...credential, name: 'pbx_ 1', chain }, recipes))
    expect(files.map(({ name }) => name)).toEqual(['pbx_ 1.crt', 'PBX_ 1-2.crt', 'PBX_ 1-3.crt'])
  })

  it('gives two recipes of one name two names', async () => {
    const recipes = [
      { name: '{name}.crt', content: 'certificate-pem' },
      { name: '{name}.CRT', content: 'root-pem' },
    ] as const
    expect(filesOf(await buildBundle(credential, recipes)).map(({ name }) => name)).toEqual([
      'pbx.example.crt',
      'pbx.example-2.CRT',
    ])
  })

  it('ticks what belongs to a file with its name, and what belongs to the credential without', async () => {
    const { ticks } = await buildBundle(credential, openScapeBusiness.files.certificate, OPTIONS)
    expect(ticks.filter(({ file }) => file === undefined).map(({ id }) => id)).toEqual([
      'certificate-reread',
      'names-match',
      'usages-match',
      'certificate-fields-match',
      'signature-verifies',
      'key-matches',
    ])
    expect(ticks.filter(({ file }) => file === 'BasedOnIntermediate 2026.p12').map(({ id }) => id)).toEqual([
      'pkcs12-opens',
      'file-whole',
      'pkcs12-key-matches',
      'pkcs12-chain-order',
    ])
  })

  it('hands out nothing when the key is not the certificate’s', async () => {
    const bundle = await buildBundle(
      { ...credential, privateKeyInfo: identity.otherPrivateKeyInfo },
      generic.files.certificate,
      OPTIONS,
    )
    expect('files' in bundle).toBe(false)
    expect(failed(bundle)).toEqual(['key-matches', 'pkcs12-key-matches'])
  })

  it('hands out nothing when the chain has a hole', async () => {
    const bundle = await buildBundle(
      { ...credential, chain: credential.chain.slice(1) },
      generic.files.certificate,
      OPTIONS,
    )
    expect(failed(bundle)).toEqual(['signature-verifies'])
  })

  it('builds a certificate whose issuer is not at hand, without a tick for its signature', async () => {
    const bundle = await buildBundle({ ...credential, chain: [] }, [{ name: 'a.crt', content: 'certificate-pem' }])
    expect(failed(bundle)).toEqual([])
    expect(bundle.ticks.map(({ id }) => id)).not.toContain('signature-verifies')
  })

  it('ticks the signature of a root under its own key', async () => {
    const root: Credential = { name: 'Root 2026', certificateDer: identity.rootDer, chain: [] }
    const { ticks } = await buildBundle(root, [{ name: 'a.crt', content: 'certificate-pem' }])
    expect(ticks).toContainEqual({ id: 'signature-verifies', passed: true })
  })

  it.each([
    ['request-pem', 'requestDer'],
    ['private-key-pem', 'privateKeyInfo'],
    ['pkcs12', 'privateKeyInfo'],
  ] as const)('refuses %s without %s, and says which', async (content, missing) => {
    const bare: Credential = { name: 'pbx', certificateDer: identity.certificateDer, chain: credential.chain }
    const building = buildBundle(bare, [{ name: 'a.file', content }], OPTIONS)
    await expect(building).rejects.toMatchObject({
      code: 'bundle/material-missing',
      detail: { file: 'a.file', content, missing },
    })
  })

  it.each(['certificate-pem', 'certificate-der', 'chain-pem', 'root-pem'] as const)(
    'refuses %s without a certificate',
    async (content) => {
      const { requestDer } = identity
      const building = buildBundle({ name: 'pbx', requestDer, chain: [] }, [{ name: 'a', content }])
      await expect(building).rejects.toMatchObject({ code: 'bundle/material-missing' })
    },
  )

  it('leaves out the file of a root that is not at hand, and says so, where there are others', async () => {
    const bundle = await buildBundle({ ...credential, chain: [] }, generic.files.certificate, OPTIONS)
    expect(filesOf(bundle).map(({ content }) => content)).not.toContain('root-pem')
    expect(bundle).toMatchObject({ isRootMissing: true })
    expect(await buildBundle(credential, generic.files.certificate, OPTIONS)).not.toHaveProperty('isRootMissing')
  })

  it('says that the CA certificates are not here where each would have a file', async () => {
    const recipes = [
      { name: '{name}.crt', content: 'certificate-pem' },
      { name: '{authority}.cer', content: 'authority-der' },
    ] as const
    expect(await buildBundle({ ...credential, chain: [] }, recipes)).toMatchObject({ isChainMissing: true })
    expect(await buildBundle(credential, recipes)).not.toHaveProperty('isChainMissing')
    const root: Credential = { name: 'Root 2026', certificateDer: identity.rootDer, chain: [] }
    expect(await buildBundle(root, recipes)).not.toHaveProperty('isChainMissing')
  })

  it('refuses a root that is not at hand where it is all that is asked for', async () => {
    const building = buildBundle({ ...credential, chain: [] }, [{ name: 'a', content: 'root-pem' }])
    await expect(building).rejects.toMatchObject({ code: 'bundle/material-missing', detail: { missing: 'rootDer' } })
  })

  it.each([undefined, ''])('refuses a .p12 with the passphrase %j', async (passphrase) => {
    const building = buildBundle(
      credential,
      [{ name: 'a.p12', content: 'pkcs12' }],
      passphrase === undefined ? {} : { passphrase },
    )
    await expect(building).rejects.toMatchObject({ code: 'bundle/passphrase-missing', detail: { file: 'a.p12' } })
  })
})

import { beforeAll, describe, expect, it } from 'vitest'
import { buildBundle } from '../../src/bundles/bundle.ts'
import { fillLines, writeProvisioningText } from '../../src/bundles/provisioning-text.ts'
import { decodePem } from '../../src/pki/pem.ts'
import type { FileRecipe } from '../../src/targets/target.ts'
import { type Identity, makeIdentity } from '../fixtures/identity.ts'

const SUBJECT = { organization: '', organizationalUnit: '', locality: '', stateOrProvince: '', country: '' }
const HOSTILE = '001122AABBCC"; reboot {root-pem} {MAC} <SET EVIL>'

let identity: Identity
beforeAll(async () => {
  identity = await makeIdentity('p-256', { subject: { ...SUBJECT, commonName: HOSTILE } })
})

const textOf = (bytes: Uint8Array): string => new TextDecoder().decode(bytes)
const lines = ['# {mac}', 'url = http://SERVER/{MAC}.p12']

async function build(recipe: Partial<FileRecipe>, name = HOSTILE) {
  const recipes: FileRecipe[] = [{ name: 'x-{MAC}.txt', content: 'provisioning-text', lines, ...recipe }]
  const bundle = await buildBundle({ ...identity.credential, name }, recipes)
  if (!bundle.passed) throw new TypeError(JSON.stringify(bundle.ticks.filter(({ passed }) => !passed)))
  return bundle
}

describe('provisioning text', () => {
  it('says the MAC address and nothing else of what a certificate or a person says', async () => {
    const { files, ticks } = await build({})
    expect(files[0]?.name).toBe('x-001122AABBCC.txt')
    expect(textOf(files[0]?.bytes ?? new Uint8Array())).toBe('# 001122aabbcc\nurl = http://SERVER/001122AABBCC.p12\n')
    expect(ticks.filter(({ file }) => file !== undefined)).toEqual([
      { id: 'text-reread', passed: true, file: 'x-001122AABBCC.txt' },
    ])
  })

  it('says MACADDRESS, as the file names do, where no name has one', async () => {
    const other = await makeIdentity('p-256')
    const bundle = await buildBundle({ ...other.credential, name: 'Reception' }, [
      { name: '{mac}.txt', content: 'provisioning-text', lines },
    ])
    const [file] = bundle.passed ? bundle.files : []
    expect(file?.name).toBe('MACADDRESS.txt')
    expect(textOf(file?.bytes ?? new Uint8Array())).toBe('# MACADDRESS\nurl = http://SERVER/MACADDRESS.p12\n')
  })

  it('ends lines as the device wants it, those of a certificate in it too', async () => {
    const { files } = await build({ lines: ['root="{root-pem}"', 'end'], lineEnd: 'crlf' })
    const text = textOf(files[0]?.bytes ?? new Uint8Array())
    expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/)
    expect(text.endsWith('-----END CERTIFICATE-----"\r\nend\r\n')).toBe(true)
    expect(decodePem(text.replace('root="', '').replace('"', '')).map(({ der }) => der)).toEqual([identity.rootDer])
  })

  it('is left out like the root’s own file where a public CA has not sent its root', async () => {
    const { credential } = identity
    const recipes: FileRecipe[] = [
      { name: 'a', content: 'certificate-pem' },
      { name: 'b', content: 'provisioning-text', lines: ['{root-pem}'] },
      { name: 'c', content: 'authorities-pem' },
      { name: 'd', content: 'provisioning-text', lines: ['plain'] },
    ]
    const bundle = await buildBundle({ ...credential, chain: credential.chain.slice(0, 1) }, recipes)
    expect(bundle.passed && bundle.files.map(({ name }) => name)).toEqual(['a', 'd'])
  })

  it('fails its self-test on anything but printable ASCII, and on what was not filled in', async () => {
    for (const line of ['ü', 'a\nb', 'a\tb', '{name}', '{root-pem}']) {
      const { check } = writeProvisioningText({ lines: [line], lineEnd: 'lf' }, undefined)
      expect([line, (await check()).map(({ passed }) => passed)]).toEqual([line, [false]])
    }
    expect(fillLines(['{mac}{MAC}{name}'], { MAC: 'A', mac: 'a' })).toEqual(['aA{name}'])
  })
})

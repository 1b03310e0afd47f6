import { describe, expect, it } from 'vitest'
import { buildTrustKit, type TrustKit } from '../../../src/bundles/trust-kit/trust-kit.ts'
import { guideParts } from '../../../src/bundles/trust-kit/guide.ts'
import { encodePlainText } from '../../../src/bundles/trust-kit/plain-text.ts'
import { zipFiles } from '../../../src/bundles/zip.ts'
import { encodeBase64, encodeHex } from '../../../src/pki/bytes.ts'
import { targets } from '../../../src/targets/registry.ts'
import { fingerprint } from '../../../src/pki/fingerprint.ts'
import { decodePem, encodePem } from '../../../src/pki/pem.ts'
import { issueSample, sampleForm } from '../../pki/issuance-samples.ts'
import { decode, hostileNames, makeIntermediate, makeRoot } from './kits.ts'

const fileOf = ({ files }: TrustKit, name: string) => {
  const file = files.find((candidate) => candidate.name === name)
  if (file === undefined) throw new Error(`no file ${name}`)
  return file
}
const textOf = (kit: TrustKit, name: string): string => decode(fileOf(kit, name).bytes)

/** Takes out of a text all that is the root's own: its octets, fingerprints and dates. */
function withoutRoot(text: string, { anchor }: TrustKit): string {
  const { der, sha256, sha1, stem, notBefore, notAfter } = anchor
  const rows = (encodeBase64(der).match(/.{1,64}/g) ?? []).map((row) => row.replace(/[+/=]/g, '\\$&'))
  const base64 = new RegExp(` *${rows.join('\\n *')}`, 'g')
  const colons = (hex: string) => (hex.match(/../g) ?? []).join(':')
  const halves = [sha256.slice(0, 32), sha256.slice(32)]
  const uuid = /[0-9A-F]{8}-[0-9A-F]{4}-8[0-9A-F]{3}-A[0-9A-F]{3}-[0-9A-F]{12}/g
  let left = text.replaceAll('\r\n', '\n').replace(uuid, 'UUID').replace(base64, 'BASE64').replaceAll(stem, 'STEM')
  for (const hex of [sha256, sha1, ...halves]) {
    left = left.replaceAll(hex, 'HEX').replaceAll(hex.toLowerCase(), 'hex').replaceAll(colons(hex), 'H:E:X')
  }
  left = left.replaceAll(sha256.slice(0, 8), 'START')
  for (const at of [notBefore, notAfter]) left = left.replaceAll(at.toISOString().slice(0, 10), 'DATE')
  return left
}

describe('buildTrustKit()', () => {
  it('buildTrustKit() gives the root as PEM and as DER, and the same octets for the same root', async () => {
    const { certificateDer } = await makeRoot('Acme Root')
    const kit = await buildTrustKit(certificateDer)
    const { stem } = kit.anchor
    expect(decodePem(textOf(kit, `${stem}.crt`))).toEqual([{ label: 'CERTIFICATE', der: certificateDer }])
    expect(fileOf(kit, `${stem}.cer`).bytes).toEqual(certificateDer)
    expect((await buildTrustKit(certificateDer)).files).toEqual(kit.files)
  })

  it('readAnchor() takes both fingerprints over the whole DER', async () => {
    const { certificateDer } = await makeRoot('Acme Root')
    const { anchor } = await buildTrustKit(certificateDer)
    expect(anchor.sha256).toBe((await fingerprint(certificateDer, 'SHA-256')).replaceAll(':', ''))
    expect(anchor.sha1).toBe((await fingerprint(certificateDer, 'SHA-1')).replaceAll(':', ''))
    expect(anchor.stem).toBe(`root-ca-${anchor.sha256.slice(0, 8).toLowerCase()}`)
  })

  it.each(hostileNames)(
    'a root named %j changes nothing in any file but octets, fingerprints and dates',
    async (name) => {
      const plain = await buildTrustKit((await makeRoot('Acme Root')).certificateDer)
      const hostile = await buildTrustKit((await makeRoot(name)).certificateDer)
      const kept = (kit: TrustKit) =>
        kit.files
          .filter(({ name: file }) => !/\.(?:cer|der)$/.test(file))
          .map((file) => [withoutRoot(file.name, kit), withoutRoot(decode(file.bytes), kit)])
      expect(kept(hostile)).toEqual(kept(plain))
    },
  )

  it('every file name is fixed ASCII that no file system refuses, and none is there twice', async () => {
    const { root, intermediate } = await makeIntermediate()
    const { files } = await buildTrustKit(root.certificateDer, [intermediate.certificateDer])
    for (const { name } of files) expect(name).toMatch(/^(?:phones\/[a-z0-9-]+\/)?[A-Za-z0-9][A-Za-z0-9.-]{1,60}$/)
    expect(new Set(files.map(({ name }) => name.toLowerCase())).size).toBe(files.length)
    await expect(zipFiles(files)).resolves.toBeInstanceOf(Uint8Array)
  })

  it('text files have the line ends of their system, and are ASCII', async () => {
    const kit = await buildTrustKit((await makeRoot('Acme Root')).certificateDer)
    for (const { name, bytes } of kit.files.filter(
      (file) => !/\.cer|\.der|phones\/.*(?<!steps\.txt)$/.test(file.name),
    )) {
      const text = decode(bytes)
      expect(text, name).toMatch(/^[\r\n -~]+$/)
      expect(text.endsWith('\n'), name).toBe(true)
      const isWindows = /windows|README|ios|android|firefox|phones/.test(name)
      expect(/\r\n/.test(text), name).toBe(isWindows)
      expect(/(?<!\r)\n/.test(text), name).toBe(!isWindows)
    }
  })

  it('intermediates get a file for servers, and stay out of everything else', async () => {
    const { root, intermediate } = await makeIntermediate()
    const alone = await buildTrustKit(root.certificateDer)
    const kit = await buildTrustKit(root.certificateDer, [intermediate.certificateDer])
    const added = kit.files.filter(({ name }) => !alone.files.some((file) => file.name === name))
    expect(added.map(({ name }) => name)).toEqual(['intermediates-for-servers.pem'])
    expect(textOf(kit, 'intermediates-for-servers.pem')).toBe(encodePem('CERTIFICATE', intermediate.certificateDer))
    for (const { name, bytes } of alone.files.filter((file) => file.name !== 'README.txt'))
      expect(fileOf(kit, name).bytes).toEqual(bytes)
  })

  it('buildTrustKit() refuses what is no root: an intermediate, and a self-signed server', async () => {
    const { root, intermediate } = await makeIntermediate()
    await expect(buildTrustKit(intermediate.certificateDer)).rejects.toMatchObject({ code: 'trust-kit/not-a-root' })
    const server = await issueSample(sampleForm('tls-server'))
    await expect(buildTrustKit(server.certificateDer)).rejects.toMatchObject({ code: 'trust-kit/not-an-authority' })
    const flipped = root.certificateDer.slice()
    flipped[flipped.length - 1] = (flipped.at(-1) ?? 0) ^ 1
    await expect(buildTrustKit(flipped)).rejects.toMatchObject({ code: 'trust-kit/not-a-root' })
  })

  it('every guide installs, verifies and removes, names its sources, and works with files of the kit', async () => {
    const { guides, files } = await buildTrustKit((await makeRoot('Acme Root')).certificateDer)
    const names = new Set(files.map(({ name }) => name))
    for (const guide of guides) {
      for (const part of ['install', 'verify', 'remove'] as const)
        expect(guide[part].length, guide.id).toBeGreaterThan(0)
      for (const part of guideParts) {
        const ids = (guide[part] ?? []).map(({ id }) => id)
        expect(new Set(ids).size, `${guide.id} ${part}`).toBe(ids.length)
        for (const { source } of guide[part] ?? []) expect(source).not.toBe('')
      }
      for (const file of guide.files) expect(names, guide.id).toContain(file)
    }
    expect(new Set(guides.map(({ id }) => id)).size).toBe(guides.length)
  })

  it('every phone that takes a root has its files as it names them, its lines in the guide, and its steps', async () => {
    const { certificateDer } = await makeRoot('Acme Root')
    const kit = await buildTrustKit(certificateDer)
    const phones = targets.filter(({ kind, files }) => kind === 'phone' && files.root.length > 0)
    expect(kit.guides.filter(({ group }) => group === 'phone').map(({ label }) => label)).toEqual(
      phones.map(({ label }) => label),
    )
    for (const { id, files } of phones) {
      const names = kit.files.filter(({ name }) => name.startsWith(`phones/${id}/`)).map(({ name }) => name)
      expect(names).toEqual(['steps.txt', ...files.root.map(({ name }) => name)].map((name) => `phones/${id}/${name}`))
    }
    expect(fileOf(kit, 'phones/yealink/trusted-ca.pem').bytes).toEqual(fileOf(kit, `${kit.anchor.stem}.crt`).bytes)
    expect(fileOf(kit, 'phones/2n-intercom/trusted-ca.der').bytes).toEqual(certificateDer)
    expect(textOf(kit, 'phones/yealink/steps.txt')).toContain(
      'static.trusted_certificates.url = http://SERVER/trusted-ca.pem',
    )
    expect(textOf(kit, 'README.txt').replace(/\s+/g, ' ')).toContain('Yealink T/CP/W')
  })

  it('a guide as text marks what nobody could confirm', async () => {
    const kit = await buildTrustKit((await makeRoot('Acme Root')).certificateDer)
    const text = textOf(kit, 'steps-macos.txt')
    expect(text).toContain('security verify-cert')
    expect(text.replace(/\s+/g, ' ')).toContain('verification was successful. (unverified)')
    const linux = textOf(kit, 'steps-linux-debian.txt')
    expect(linux).not.toContain('unverified')
  })
})

describe('the scripts for Windows, as text', () => {
  const build = async () => {
    const kit = await buildTrustKit((await makeRoot('Acme Root')).certificateDer)
    return {
      kit,
      ps1: textOf(kit, 'install-root-ca-windows.ps1'),
      cmd: textOf(kit, 'install-root-ca-windows.cmd'),
    }
  }

  it('the .ps1 closes every bracket and quote, and holds both fingerprints', async () => {
    const { kit, ps1 } = await build()
    const code = ps1.replace(/<#[\s\S]*?#>/g, '').replace(/^\s*#.*$/gm, '')
    const bare = code.replace(/'[^'\r\n]*'|"[^"\r\n]*"/g, (quoted) =>
      quoted.startsWith('"') ? quoted.replace(/[^$()]/g, '') : '',
    )
    expect(bare).not.toMatch(/['"`]/)
    for (const [open, close] of ['()', '{}', '[]'] as const)
      expect(bare.split(open ?? '').length, open).toBe(bare.split(close ?? '').length)
    expect(ps1).toContain(kit.anchor.sha256)
    expect(ps1).toContain(kit.anchor.sha1)
    // The file before anything is changed; the store after it.
    const [before, after] = [ps1.indexOf('ReadAllBytes'), ps1.lastIndexOf('Test-Trusted')]
    expect(before).toBeLessThan(ps1.indexOf('Import-Certificate'))
    expect(after).toBeGreaterThan(ps1.indexOf('Import-Certificate'))
  })

  it('the .ps1 declares every variable that it reads', async () => {
    const { ps1 } = await build()
    const code = ps1.replace(/<#[\s\S]*?#>/g, '')
    const read = new Set([...code.matchAll(/\$([A-Za-z]\w*)/g)].map(([, name]) => name))
    const known = ['PSScriptRoot', 'ErrorActionPreference', 'null', 'true', 'false']
    for (const name of read) {
      const isDeclared = new RegExp(`\\$${name ?? ''} = |\\] \\$${name ?? ''}\\b`).test(code)
      expect(isDeclared || known.includes(name ?? ''), name).toBe(true)
    }
  })

  it('the .cmd has a label for every goto, sets every variable, and never tests for a negative errorlevel', async () => {
    const { cmd } = await build()
    const labels = new Set([...cmd.matchAll(/^:(\w+)\r$/gm)].map(([, label]) => label))
    for (const [, label] of cmd.matchAll(/goto (\w+)/g)) expect(labels, label).toContain(label)
    const set = new Set([...cmd.matchAll(/set "(\w+)=/g)].map(([, name]) => name))
    for (const [, name] of cmd.matchAll(/%(\w+?)(?:: =)?%/g)) expect(set, name).toContain(name)
    expect(cmd).not.toMatch(/errorlevel/i)
    // A bracket within an echo would end its block.
    for (const [line] of cmd.matchAll(/^\s*echo .*$/gm)) expect(line).not.toMatch(/[()&|<>^]/)
  })

  it('the .cmd compares the file before it adds it, and the store after', async () => {
    const { kit, cmd } = await build()
    const order = ['-hashfile', '=="%SHA256%"', '-addstore', '-store Root %THUMBPRINT%'].map((part) =>
      cmd.indexOf(part),
    )
    expect(order).toEqual(order.toSorted((a, b) => a - b))
    expect(order).not.toContain(-1)
    expect(cmd).toContain(`set "THUMBPRINT=${kit.anchor.sha1}"`)
  })
})

describe('encodePlainText()', () => {
  it.each(['\u00e9', '\u202e', '\t', '\r', '\u0000'])('encodePlainText() refuses %j', (character) => {
    expect(() => encodePlainText(`a${character}`, 'lf')).toThrow(TypeError)
  })

  it('encodePlainText() writes LF and CRLF', () => {
    expect(encodeHex(encodePlainText('a\n', 'lf'))).toBe('610a')
    expect(encodeHex(encodePlainText('a\n', 'crlf'))).toBe('610d0a')
  })
})

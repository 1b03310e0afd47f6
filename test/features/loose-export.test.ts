import { describe, expect, it } from 'vitest'
import { bunchExportOf, looseExportOf } from '../../src/features/inspect/loose-export.ts'
import type { Item } from '../../src/features/inspect/use-findings.ts'
import { exportEntry } from '../../src/parts/export-entry.ts'
import type { Services } from '../../src/parts/services.ts'
import type { Bytes } from '../../src/pki/bytes.ts'
import { decodeCertificate } from '../../src/pki/certificate.ts'
import {
  encodeBitString,
  encodeInteger,
  encodeObjectIdentifier,
  encodeSequence,
  encodeTime,
} from '../../src/pki/der.ts'
import { encodeDistinguishedName } from '../../src/pki/distinguished-name.ts'
import { parseDistinguishedName } from '../../src/pki/distinguished-name-text.ts'
import { openFile } from '../../src/pki/findings/open-file.ts'
import { oids } from '../../src/pki/oids.ts'
import { encodePem } from '../../src/pki/pem.ts'
import { encryptPrivateKeyInfo } from '../../src/pki/pkcs8.ts'
import { pkiOperations } from '../../src/workers/pki-operations.ts'
import { makeIdentity } from '../fixtures/identity.ts'

const services = { pki: pkiOperations } as unknown as Pick<Services, 'pki'>
const PASSPHRASE = 'phone-system-7'

async function itemOf(bytes: Bytes, source = ''): Promise<{ item: Item; key: Bytes | undefined }> {
  const [found] = await openFile(bytes)
  if (found === undefined) throw new TypeError('one finding was expected')
  const { privateKeyInfo, ...finding } = found
  return { item: { id: 1, source, state: finding.state, finding, problem: null, progress: null }, key: privateKeyInfo }
}

/** A list without entries; its signature is of no worth. */
function emptyList(): Bytes {
  const identifier = encodeSequence(encodeObjectIdentifier(oids.ecdsaWithSHA256))
  const issuer = encodeDistinguishedName(parseDistinguishedName('CN=Test CA'))
  const toBeSigned = encodeSequence(encodeInteger(1), identifier, issuer, encodeTime(new Date('2026-01-02T03:04:05Z')))
  return encodeSequence(toBeSigned, identifier, encodeBitString(new Uint8Array(8)))
}

/** Makes every form of what a file holds, and reads each of them again. */
async function formsOf(bytes: Bytes, source?: string): Promise<unknown[]> {
  const { item, key } = await itemOf(bytes, source)
  const loose = looseExportOf(item, () => key?.slice())
  if (loose === null) return []
  const options = { passphrase: PASSPHRASE, iterations: 10 }
  const bundle = await exportEntry(loose.source, loose.forms, options, services)
  if (!bundle.passed) throw new TypeError('a tick failed')
  const read = bundle.files.map(async ({ name, bytes: made }) => [name, (await itemOf(made)).item.finding?.kind])
  return Promise.all(read)
}

describe('looseExportOf()', () => {
  it('gives a private key alone in each of its forms, under the name of its file', async () => {
    const { privateKeyInfo } = await makeIdentity()
    expect(await formsOf(privateKeyInfo, 'answer.zip › keys/pbx.example.key.pem')).toEqual([
      ['pbx.example.key', 'private-key'],
      ['pbx.example.p8', 'private-key'],
      ['pbx.example-old.key', 'private-key'],
      ['pbx.example-key.p12', 'pkcs12'],
    ])
  })

  it('gives a certificate, a request and a public key as text and as DER', async () => {
    const { certificateDer, requestDer } = await makeIdentity()
    const { subjectPublicKeyInfo } = decodeCertificate(certificateDer)
    expect(await formsOf(certificateDer)).toEqual([
      ['pbx.example.crt', 'certificate'],
      ['pbx.example.der', 'certificate'],
    ])
    expect(await formsOf(requestDer)).toEqual([
      ['pbx.example.csr', 'certification-request'],
      ['pbx.example-der.csr', 'certification-request'],
    ])
    expect(await formsOf(subjectPublicKeyInfo)).toEqual([
      ['key.pub.pem', 'public-key'],
      ['key.pub.der', 'public-key'],
    ])
  })

  it('gives a revocation list as DER first, the form in which it is handed out', async () => {
    expect(await formsOf(emptyList())).toEqual([
      ['Test CA.crl', 'crl'],
      ['Test CA-crl.pem', 'crl'],
    ])
  })

  it('gives nothing of what cannot be read, or is closed', async () => {
    expect(await formsOf(Uint8Array.of(1))).toEqual([])
    const { privateKeyInfo } = await makeIdentity()
    expect(await formsOf(await encryptPrivateKeyInfo(privateKeyInfo, PASSPHRASE, { iterations: 10 }))).toEqual([])
  })
})

describe('bunchExportOf()', () => {
  it('gives certificates that do not belong together as text, PKCS #7, PKCS #12 and trust store', async () => {
    const [one, other] = [await makeIdentity(), await makeIdentity()]
    const { forms, source } = bunchExportOf('all', [one.certificateDer, other.rootDer])
    const bundle = await exportEntry(source, forms, { passphrase: PASSPHRASE, iterations: 10 }, services)
    if (!bundle.passed) throw new TypeError('a tick failed')
    expect(bundle.files.map(({ name }) => name)).toEqual([
      'all.pem',
      'all.p7b',
      'all-der.p7b',
      'all.p12',
      'all-truststore.p12',
    ])
    const [pem] = bundle.files
    const wanted = [one.certificateDer, other.rootDer].map((der) => encodePem('CERTIFICATE', der)).join('')
    expect(new TextDecoder().decode(pem?.bytes)).toBe(wanted)
  })
})

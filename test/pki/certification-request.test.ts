import { describe, expect, it } from 'vitest'
import { encodeHex } from '../../src/pki/bytes.ts'
import {
  decodeCertificationRequest,
  signCertificationRequest,
  verifyCertificationRequest,
} from '../../src/pki/certification-request.ts'
import { formatDistinguishedName } from '../../src/pki/distinguished-name.ts'
import { findExtension } from '../../src/pki/extensions/extension.ts'
import { decodeKeyUsage } from '../../src/pki/extensions/key-usage.ts'
import { decodeSubjectAltName } from '../../src/pki/extensions/subject-alt-name.ts'
import { type CertificationForm, parseCertificationForm } from '../../src/pki/issuance-request.ts'
import { generateKeyPair } from '../../src/pki/key-pair.ts'
import { nameOfOid, oids } from '../../src/pki/oids.ts'
import { emptySubject, everyKeyAlgorithm, unwrap } from './issuance-samples.ts'

async function requestOf(changes: Partial<CertificationForm>): Promise<Uint8Array<ArrayBuffer>> {
  const form: CertificationForm = {
    subject: { ...emptySubject, commonName: 'pbx.example.com', organization: 'A + B' },
    subjectAltNames: 'pbx.example.com, fd00::1',
    keyAlgorithm: 'p-256',
    hash: 'sha-256',
    ...changes,
  }
  const intent = unwrap(parseCertificationForm(form))
  const { subjectPublicKeyInfo, signingKey } = await generateKeyPair(intent.keyAlgorithm, intent.hash)
  return signCertificationRequest(intent, subjectPublicKeyInfo, signingKey)
}

describe.each(everyKeyAlgorithm)('signCertificationRequest() with %s', (keyAlgorithm) => {
  it('signs what verifyCertificationRequest() takes, and no changed octet passes', async () => {
    const requestDer = await requestOf({ keyAlgorithm })
    expect(await verifyCertificationRequest(requestDer)).toBe(true)
    const changed = requestDer.slice()
    // The last letter of the organization.
    const at = encodeHex(requestDer).indexOf('41202b2042') / 2 + 4
    changed[at] = 0x43
    expect(await verifyCertificationRequest(changed)).toBe(false)
  })
})

describe('decodeCertificationRequest()', () => {
  it('gives back what was asked for', async () => {
    const request = decodeCertificationRequest(await requestOf({ keyAlgorithm: 'rsa-2048' }))
    expect(request.version).toBe(1)
    expect(formatDistinguishedName(request.subject)).toBe('O=A \\+ B, CN=pbx.example.com')
    expect(request.attributes.map(({ type }) => nameOfOid(type))).toEqual(['extensionRequest'])
    expect(request.extensions.map(({ oid }) => nameOfOid(oid))).toEqual(['keyUsage', 'extKeyUsage', 'subjectAltName'])
    const usage = findExtension(request.extensions, oids.keyUsage)
    expect(usage && decodeKeyUsage(usage.valueDer)).toEqual(['digitalSignature', 'keyEncipherment'])
    const names = findExtension(request.extensions, oids.subjectAltName)
    expect(names && decodeSubjectAltName(names.valueDer)).toEqual([
      { kind: 'dNSName', value: 'pbx.example.com' },
      { kind: 'iPAddress', value: 'fd00::1' },
    ])
  })

  it('reads an empty subject, whose subjectAltName is critical', async () => {
    const request = decodeCertificationRequest(await requestOf({ subject: emptySubject }))
    expect(request.subject).toEqual([])
    expect(findExtension(request.extensions, oids.subjectAltName)?.critical).toBe(true)
  })
})

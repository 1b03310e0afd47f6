import { describe, expect, it } from 'vitest'
import { answerDifferences } from '../../src/features/inspect/answer-differences.ts'
import type { Bytes } from '../../src/pki/bytes.ts'
import { decodeCertificate } from '../../src/pki/certificate.ts'
import {
  encodeBitString,
  encodeContextConstructed,
  encodeInteger,
  encodeObjectIdentifier,
  encodeSequence,
  encodeSetOf,
} from '../../src/pki/der.ts'
import { encodeDistinguishedName } from '../../src/pki/distinguished-name.ts'
import { parseDistinguishedName } from '../../src/pki/distinguished-name-text.ts'
import { encodeBasicConstraints } from '../../src/pki/extensions/basic-constraints.ts'
import { encodeExtensions } from '../../src/pki/extensions/extension.ts'
import { encodeKeyUsage } from '../../src/pki/extensions/key-usage.ts'
import { oids } from '../../src/pki/oids.ts'
import { makeIdentity } from '../fixtures/identity.ts'

const subject = (commonName: string, organization = '') => ({
  subject: { commonName, organization, organizationalUnit: '', locality: '', stateOrProvince: '', country: '' },
})

/** Asks for an authority that may sign certificates; its signature is of no worth. */
function authorityRequest(subjectPublicKeyInfo: Bytes): Bytes {
  const extensions = [
    encodeBasicConstraints({ cA: true, pathLenConstraint: undefined }),
    encodeKeyUsage(['keyCertSign']),
  ]
  const attribute = encodeSequence(
    encodeObjectIdentifier(oids.extensionRequest),
    encodeSetOf(encodeExtensions(extensions)),
  )
  const subject = encodeDistinguishedName(parseDistinguishedName('CN=Sub CA'))
  const info = encodeSequence(encodeInteger(0), subject, subjectPublicKeyInfo, encodeContextConstructed(0, attribute))
  const identifier = encodeSequence(encodeObjectIdentifier(oids.ecdsaWithSHA256))
  return encodeSequence(info, identifier, encodeBitString(new Uint8Array(8)))
}

describe('answerDifferences()', () => {
  it('finds nothing where the CA gave what was asked for', async () => {
    const { requestDer, certificateDer } = await makeIdentity()
    expect(answerDifferences(requestDer, certificateDer)).toEqual([])
  })

  it('names what the CA left out, what it added, and the subject that it changed', async () => {
    const asked = await makeIdentity('p-256', {
      ...subject('a.example', 'Acme'),
      subjectAltNames: 'a.example, 10.0.0.1',
    })
    const came = await makeIdentity('p-256', { ...subject('a.example'), subjectAltNames: 'a.example, www.a.example' })
    const found = answerDifferences(asked.requestDer, came.certificateDer)
    expect(found.map(({ id }) => id)).toEqual(['names-lost', 'names-added', 'subject-changed'])
    expect(found).toMatchObject([
      { names: [{ value: '10.0.0.1' }] },
      { names: [{ value: 'www.a.example' }] },
      { asked: 'O=Acme, CN=a.example', came: 'CN=a.example' },
    ])
  })

  it('tells an authority that was asked for and not given, and usages that came otherwise', async () => {
    const { rootDer, certificateDer } = await makeIdentity()
    const requestDer = authorityRequest(decodeCertificate(certificateDer).subjectPublicKeyInfo)
    const found = answerDifferences(requestDer, certificateDer).map(({ id }) => id)
    expect(found).toContain('authority-lost')
    expect(found).toContain('extensions-changed')
    expect(answerDifferences(requestDer, rootDer).map(({ id }) => id)).not.toContain('authority-lost')
  })
})

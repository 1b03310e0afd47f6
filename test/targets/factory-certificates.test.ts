import { describe, expect, it } from 'vitest'
import { parseDistinguishedName } from '../../src/pki/distinguished-name-text.ts'
import { recognizeFactoryCertificate } from '../../src/targets/factory-certificates.ts'

const recognize = (subject: string, issuer = subject) =>
  recognizeFactoryCertificate({ subject: parseDistinguishedName(subject), issuer: parseDistinguishedName(issuer) })

const AVAYA = 'E=support@avaya.com, OU=GCS, O=Avaya Inc, L=Basking Ridge, ST=New Jersey, C=US'
const UNIFY = 'O=Unify Software and Solutions GmbH & Co. KG, OU=Unify'
const SHORETEL = 'C=US, ST=California, L=Sunnyvale, O=ShoreTel UC'

describe('recognizeFactoryCertificate()', () => {
  it.each([
    ['openscape-business-booster', `${UNIFY}, CN=192.168.1.2`, undefined],
    ['openscape-business-booster', `${UNIFY}, CN=fd00::2`, undefined],
    ['ip-office-root', `CN=ipoffice-root-00e007057307.avaya.com, ${AVAYA}`, undefined],
    ['ip-office-root', `CN=ipoffice-root-pbx.example.avaya.com, ${AVAYA}`, undefined],
    ['ip-office-v2', `CN=ipoffice-00e007057307.avaya.com, ${AVAYA}`, undefined],
    ['ip-office-identity', 'CN=server1', `CN=ipoffice-root-00e007057307.avaya.com, ${AVAYA}`],
    ['ip-office-server', `CN=expansion1, ${AVAYA}`, undefined],
    ['mivoice-connect', `${SHORETEL}, CN=sb8-hq.sb8.com`, `${SHORETEL}, OU=UC/Headquarters, CN=ShoreTel UC`],
  ])('names %s by %s', (id, subject, issuer) => {
    expect(recognize(subject, issuer)).toBe(id)
  })

  it.each([
    // A CA that somebody made on the system, as the whitepaper's picture shows one: the other way round.
    'C=DE, O=Unify, OU=Unify Software and Solutions GmbH & Co. KG, CN=Unify',
    `${UNIFY}, CN=booster.example`,
    'O=Unify Software and Solutions GmbH & Co. KG, CN=192.168.1.2',
    'CN=192.168.1.2',
    'CN=ipoffice-root-00e007057307.avaya.com, O=Acme, OU=GCS',
    'O=Avaya Inc, OU=GCS Sales, CN=x',
    'CN=pbx.example, O=Acme',
  ])('takes %s for nobody’s', (subject) => {
    expect(recognize(subject)).toBeNull()
  })

  it('takes an Avaya name that another CA has signed for nobody’s', () => {
    expect(recognize(`CN=ipo.example, ${AVAYA}`, 'CN=Acme Root, O=Acme')).toBeNull()
  })

  it('takes a certificate without names for nobody’s', () => {
    expect(recognizeFactoryCertificate({ subject: [], issuer: [] })).toBeNull()
  })
})

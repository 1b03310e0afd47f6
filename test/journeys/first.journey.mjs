// Requests, authorities and certificates from an empty app (J1, J3, J4).
import { fill, goTo, make, press, saveAll } from './form.mjs'

const PASSPHRASE = 'phone-system-7'
const SAN = 'pbx.example.com\n192.168.1.2\n2001:db8::2'
const SUBJECT = { 'Organization (O)': 'Example & Söhne GmbH', 'City (L)': 'Köln', 'Country (C)': 'DE' }
const twice = (text) => ({ Passphrase: text, 'Repeat passphrase': text })

const request = (name, target, key, signature) => ({
  name,
  async run({ page, save }) {
    await goTo(page, 'request')
    await fill(page, {
      Target: target,
      Name: 'pbx.example.com',
      'Subject alternative names': SAN,
      ...SUBJECT,
      Key: key,
      'Signature algorithm': signature,
    })
    await make(page, 'Create request')
    await saveAll(page, save)
  },
})

const certificate = (name, target, { key = 'RSA 2048', signature = 'SHA-256', isZip = false } = {}) => ({
  name,
  async run({ page, save, passphrase }) {
    await goTo(page, 'certificate')
    await fill(page, {
      Target: target,
      Name: 'pbx.example.com',
      'Subject alternative names': SAN,
      ...SUBJECT,
      ...twice(passphrase(PASSPHRASE)),
      Key: key,
      'Signature algorithm': signature,
    })
    await fill(page, { Key: key, 'Signature algorithm': signature }, 'New authority')
    await make(page, 'Issue certificate')
    if (isZip) await save(() => press(page, 'Download all (ZIP)'))
    else await saveAll(page, save)
  },
})

export const journeys = [
  request('request-generic', 'Generic', 'RSA 2048', 'SHA-256'),
  request('request-generic-ec', 'Generic', 'ECDSA P-384', 'SHA-384'),
  request('request-generic-ed25519', 'Generic', 'Ed25519', 'SHA-256'),
  request('request-openscape-business', 'OpenScape Business', 'RSA 2048', 'SHA-256'),
  {
    name: 'authority-root',
    async run({ page, save }) {
      await goTo(page, 'authority')
      await fill(page, { Name: 'Example Root 2026', ...SUBJECT })
      await make(page, 'Create authority')
      await saveAll(page, save)
    },
  },
  {
    name: 'authority-intermediate',
    async run({ page, save, passphrase }) {
      await goTo(page, 'authority')
      await fill(page, { Name: 'Example Root 2026', ...SUBJECT })
      await page.getByLabel('Will sign intermediate authorities').check()
      await make(page, 'Create authority')
      await goTo(page, 'request')
      await goTo(page, 'authority')
      await fill(page, { Issuer: 'Example Root 2026', Name: 'Example Phones 2026', ...SUBJECT })
      await make(page, 'Create authority')
      await saveAll(page, save)
      await goTo(page, 'certificate')
      await fill(page, {
        Issuer: 'Example Phones 2026',
        Name: 'pbx.example.com',
        'Subject alternative names': SAN,
        ...twice(passphrase(PASSPHRASE)),
      })
      await make(page, 'Issue certificate')
      await saveAll(page, save)
    },
  },
  certificate('certificate-generic', 'Generic'),
  certificate('certificate-generic-ec', 'Generic', { key: 'ECDSA P-256' }),
  certificate('certificate-generic-p521', 'Generic', { key: 'ECDSA P-521', signature: 'SHA-512' }),
  certificate('certificate-generic-ed25519', 'Generic', { key: 'Ed25519' }),
  certificate('certificate-generic-zip', 'Generic', { isZip: true }),
  certificate('certificate-openscape-business', 'OpenScape Business'),
]

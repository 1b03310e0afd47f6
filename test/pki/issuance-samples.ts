// Forms and identities that the tests of the room start from; nothing here is random but keys.
import { type KeyAlgorithmId } from '../../src/pki/algorithms.ts'
import type { Bytes } from '../../src/pki/bytes.ts'
import { issueCertificate, issueSelfSignedCertificate } from '../../src/pki/certificate.ts'
import type { SubjectForm } from '../../src/pki/distinguished-name.ts'
import type { Checked, IssuanceForm, IssuanceRequest, IssuerLimits } from '../../src/pki/issuance-request.ts'
import { parseIssuanceForm } from '../../src/pki/issuance-request.ts'
import { type GeneratedKeyPair, generateKeyPair } from '../../src/pki/key-pair.ts'
import type { CertificateProfileId } from '../../src/pki/profiles.ts'

export const now = new Date('2026-03-01T12:00:00Z')

export const emptySubject: SubjectForm = {
  commonName: '',
  organization: '',
  organizationalUnit: '',
  locality: '',
  stateOrProvince: '',
  country: '',
}

export type FormChanges = Partial<Omit<IssuanceForm, 'subject'>> & { subject?: Partial<SubjectForm> }

/** A form that is right in every field, but for the changes. */
export function sampleForm(profile: CertificateProfileId, { subject, ...changes }: FormChanges = {}): IssuanceForm {
  const isAuthority = profile === 'root-ca' || profile === 'intermediate-ca'
  return {
    profile,
    subject: {
      ...emptySubject,
      commonName: isAuthority ? `Acme ${profile}` : 'pbx.example.com',
      country: 'DE',
      ...subject,
    },
    subjectAltNames: '',
    keyAlgorithm: 'p-256',
    hash: 'sha-256',
    serialNumber: '1001',
    notBefore: '2026-02-28 12:00:00',
    notAfter: '',
    validityDays: '397',
    crlDistributionPoint: { kind: 'uniformResourceIdentifier', value: '' },
    willSignAuthorities: false,
    ...changes,
  }
}

/** Gives the value of a check that must have found nothing. */
export function unwrap<T>(checked: Checked<T>): T {
  if (checked.ok) return checked.value
  throw new Error(checked.problems.map(({ field, error }) => `${field}: ${error.message}`).join('; '))
}

export interface Identity {
  readonly request: IssuanceRequest
  readonly keyPair: GeneratedKeyPair
  readonly certificateDer: Bytes
}

/** Checks a form, generates its key and issues its certificate, self-signed where there is no issuer. */
export async function issueSample(
  form: IssuanceForm,
  issuer?: Identity,
  limits?: IssuerLimits,
  clock: Date = now,
): Promise<Identity> {
  const request = unwrap(
    parseIssuanceForm(form, limits === undefined ? { now: clock } : { now: clock, issuer: limits }),
  )
  const keyPair = await generateKeyPair(request.keyAlgorithm, request.hash)
  const certificateDer =
    issuer === undefined
      ? await issueSelfSignedCertificate(request, keyPair)
      : await issueCertificate(request, keyPair.subjectPublicKeyInfo, {
          certificateDer: issuer.certificateDer,
          signingKey: issuer.keyPair.signingKey,
        })
  return { request, keyPair, certificateDer }
}

export const everyKeyAlgorithm: readonly KeyAlgorithmId[] = ['rsa-2048', 'p-256', 'p-384', 'p-521', 'ed25519']

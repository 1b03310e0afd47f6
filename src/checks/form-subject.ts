// What a form is going to become, as far as it can be read already.
import { readOrNull } from '../pki/errors.ts'
import { type CertificationForm, type IssuanceForm, previewIntent } from '../pki/issuance-request.ts'
import { profiles } from '../pki/profiles.ts'
import { parseSerialNumber } from '../pki/serial-number.ts'
import { kindOfRow } from '../pki/subject-public-key-info.ts'
import { endOfValidity, parseInstant, parseValidityDays } from '../pki/validity.ts'
import { type CheckSubject, roleOf, type SubjectName } from './check-subject.ts'

/** The form of a certificate, or of a request, which says nothing of dates and is for a server. */
export type CheckedFormValues = CertificationForm & Partial<IssuanceForm>

/** Foresees the certificate that a form asks for; a field that cannot be read yet counts as empty. */
export function subjectOfForm(form: CheckedFormValues): CheckSubject {
  const profile = profiles[form.profile ?? 'tls-server']
  const { subject, subjectAltNames, keyAlgorithm, hash } = previewIntent(form, profile)
  const extKeyUsage = profile.extKeyUsage.length > 0 ? profile.extKeyUsage : null
  const { serialNumber = '' } = form
  return {
    role: roleOf(profile.cA, profile.isSelfSigned, extKeyUsage),
    isSelfIssued: profile.isSelfSigned,
    subject,
    names: subjectAltNames.map((name): SubjectName =>
      name.kind === 'directoryName' ? { kind: 'other', value: '' } : name,
    ),
    isAltNameCritical: subject.length === 0,
    ...foreseeValidity(form),
    key: kindOfRow(keyAlgorithm),
    signature: hash.label,
    isSignatureWeak: hash.id === 'sha-1',
    constraints: { isCritical: true, value: { cA: profile.cA } },
    keyUsage: { isCritical: true, value: profile.keyUsage[keyAlgorithm.family] },
    extKeyUsage,
    hasCrlPoint: (form.crlDistributionPoint?.value ?? '').trim() !== '',
    hasPublicPolicy: false,
    serialNumber: serialNumber.trim() === '' ? null : readOrNull(() => parseSerialNumber(serialNumber)),
    hasSubjectKeyIdentifier: true,
    hasAuthorityKeyIdentifier: !profile.isSelfSigned,
    unknownCritical: [],
    derLength: null,
  }
}

// As `parseIssuanceForm` reads it: a typed end counts, and days only where there is none.
function foreseeValidity(form: Partial<IssuanceForm>): Pick<CheckSubject, 'notBefore' | 'notAfter'> {
  const { notBefore = '', notAfter = '', validityDays = '' } = form
  const begin = readOrNull(() => parseInstant(notBefore))
  if (begin === null || notAfter.trim() !== '')
    return { notBefore: begin, notAfter: readOrNull(() => parseInstant(notAfter)) }
  return { notBefore: begin, notAfter: readOrNull(() => endOfValidity(begin, parseValidityDays(validityDays))) }
}

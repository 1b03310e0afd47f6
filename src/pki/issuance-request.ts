// Checked intent: the only thing that signing functions accept, and the one place where form text becomes it.
// Every problem of a form is found at once, as data with the field it belongs to.
import {
  type HashAlgorithm,
  hashAlgorithms,
  type HashId,
  type KeyAlgorithm,
  type KeyAlgorithmId,
  keyAlgorithms,
} from './algorithms.ts'
import type { Bytes } from './bytes.ts'
import {
  commonNameOf,
  type DistinguishedName,
  parseSubject,
  type SubjectField,
  type SubjectForm,
} from './distinguished-name.ts'
import { type AnyPkiError, isPkiError, PkiError, type PkiErrorCode, type PkiErrorDetail } from './errors.ts'
import {
  formatGeneralName,
  type GeneralName,
  type GeneralNameKind,
  parseGeneralName,
  parseGeneralNameAs,
  splitGeneralNames,
} from './general-name.ts'
import { toAsciiHostName } from './host-name.ts'
import { parseIpAddress } from './ip-address.ts'
import { type CertificateProfile, type CertificateProfileId, profiles } from './profiles.ts'
import { generateSerialNumber, parseSerialNumber, type RandomBytes } from './serial-number.ts'
import { daysOfValidity, endOfValidity, formatInstant, parseInstant, parseValidityDays } from './validity.ts'

/** What a person types for a certification request. */
export interface CertificationForm {
  subject: SubjectForm
  /** As in the text box; `splitGeneralNames` tells how. */
  subjectAltNames: string
  keyAlgorithm: KeyAlgorithmId
  hash: HashId
}

/** What a person types for a certificate. */
export interface IssuanceForm extends CertificationForm {
  profile: CertificateProfileId
  /** Empty for a random one. */
  serialNumber: string
  /** `YYYY-MM-DD HH:MM:SS` in UTC. */
  notBefore: string
  /** As `notBefore`; empty for notBefore + validityDays. When both are given, the end counts. */
  notAfter: string
  validityDays: string
  crlDistributionPoint: { kind: CrlPointKind; value: string }
  /** A root only: whether one level of intermediate authorities may follow. */
  willSignAuthorities: boolean
}

export type CrlPointKind = Extract<GeneralNameKind, 'uniformResourceIdentifier' | 'dNSName' | 'directoryName'>

/** What an issuer's own certificate allows below it. */
export interface IssuerLimits {
  readonly notBefore: Date
  readonly notAfter: Date
  readonly pathLenConstraint: number | undefined
}

/** Checked: who, with which key and signature. Plain data, as all of this file's results. */
export interface CertificationIntent {
  readonly subject: DistinguishedName
  readonly subjectAltNames: readonly GeneralName[]
  readonly keyAlgorithm: KeyAlgorithm
  readonly hash: HashAlgorithm
}

/** Checked: everything that a certificate will say, but for its key and its issuer. */
export interface IssuanceRequest extends CertificationIntent {
  readonly profile: CertificateProfile
  /** Positive, big-endian, at most 20 octets. */
  readonly serialNumber: Bytes
  readonly notBefore: Date
  readonly notAfter: Date
  readonly pathLenConstraint: number | undefined
  readonly crlDistributionPoints: readonly GeneralName[]
}

export type FormField =
  | SubjectField
  | 'subjectAltNames'
  | 'keyAlgorithm'
  | 'hash'
  | 'serialNumber'
  | 'notBefore'
  | 'notAfter'
  | 'validityDays'
  | 'crlDistributionPoint'
  | 'issuer'

export interface FieldProblem {
  readonly field: FormField
  readonly error: AnyPkiError
}

export type Checked<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problems: readonly FieldProblem[] }

/** Collects the problems of one form, in the order in which they are found. */
class Problems {
  readonly found: FieldProblem[] = []

  add(field: FormField, error: AnyPkiError): void {
    this.found.push({ field, error })
  }

  refuse<C extends PkiErrorCode>(field: FormField, code: C, detail: PkiErrorDetail[C], message: string): void {
    this.add(field, new PkiError(code, detail, message) as AnyPkiError)
  }

  /** Gives a parser's value, or undefined after noting its complaint. */
  read<T>(field: FormField, parse: () => T): T | undefined {
    try {
      return parse()
    } catch (error) {
      if (!isPkiError(error)) throw error
      this.add(field, error)
      return undefined
    }
  }

  has(field: FormField): boolean {
    return this.found.some((problem) => problem.field === field)
  }
}

/**
 * Checks the form of a certification request. What it asks for is a TLS server, so names are defaulted as for one.
 *
 * When there is no subject alternative name and the common name is a host name or an IP address, that becomes one: clients
 * look nowhere else (RFC 9525 §2). An empty subject is allowed with at least one subject alternative name.
 */
export function parseCertificationForm(form: CertificationForm): Checked<CertificationIntent> {
  const problems = new Problems()
  const intent = checkIntent(form, profiles['tls-server'], problems)
  return problems.found.length === 0 ? { ok: true, value: intent } : { ok: false, problems: problems.found }
}

/** Reads as much of a form's names and algorithms as can be read already: for looking ahead while the person types. */
export const previewIntent = (form: CertificationForm, profile: CertificateProfile): CertificationIntent =>
  checkIntent(form, profile, new Problems())

/**
 * Checks the form of a certificate against its profile and, where there is one, against its issuer's limits.
 *
 * Names are defaulted as in `parseCertificationForm` when the profile is a server's. The key's algorithm and the hash are
 * taken as they are: what a device accepts is a target's business.
 *
 * @param context - `issuer` is left out for self-signed certificates, and while the issuer is not known yet: then only an
 * intermediate authority is refused; `randomBytes` for the serial number where none is typed
 */
export function parseIssuanceForm(
  form: IssuanceForm,
  context: { now: Date; issuer?: IssuerLimits; randomBytes?: RandomBytes },
): Checked<IssuanceRequest> {
  const problems = new Problems()
  const profile = profiles[form.profile]
  const intent = checkIntent(form, profile, problems)
  const serialNumber = problems.read('serialNumber', () =>
    form.serialNumber.trim() === '' ? generateSerialNumber(context.randomBytes) : parseSerialNumber(form.serialNumber),
  )
  const validity = checkValidity(form, context, problems)
  const crlDistributionPoints = checkCrlPoint(form, problems)
  checkIssuer(profile, context.issuer, problems)
  if (problems.found.length > 0 || serialNumber === undefined || validity === null)
    return { ok: false, problems: problems.found }
  const pathLenConstraint = profile.cA ? pathLenOf(profile, form) : undefined
  return {
    ok: true,
    value: { ...intent, profile, serialNumber, ...validity, pathLenConstraint, crlDistributionPoints },
  }
}

// A root signs end entities only, unless one level below it was asked for; an intermediate never signs another.
const pathLenOf = ({ isSelfSigned }: CertificateProfile, { willSignAuthorities }: IssuanceForm): number =>
  isSelfSigned && willSignAuthorities ? 1 : 0

function checkIntent(form: CertificationForm, profile: CertificateProfile, problems: Problems): CertificationIntent {
  const subject = parseSubject(form.subject, (field, error) => {
    problems.add(field, error)
  })
  const given = checkSubjectAltNames(form.subjectAltNames, problems)
  const isNamed = subject.length > 0 || given.length > 0 || problems.has('subjectAltNames')
  if (!problems.has('commonName')) checkCommonName(commonNameOf(subject), given, isNamed, profile, problems)
  const subjectAltNames = given.length === 0 && profile.isServer ? namesFromCommonName(commonNameOf(subject)) : given
  return { subject, subjectAltNames, keyAlgorithm: keyAlgorithms[form.keyAlgorithm], hash: hashAlgorithms[form.hash] }
}

function checkSubjectAltNames(text: string, problems: Problems): GeneralName[] {
  const names = splitGeneralNames(text).flatMap(
    (entry) => problems.read('subjectAltNames', () => parseGeneralName(entry)) ?? [],
  )
  return names.filter((name, index) => names.findIndex((other) => isSameName(name, other)) === index)
}

const isSameName = (a: GeneralName, b: GeneralName): boolean =>
  a.kind === b.kind && formatGeneralName(a) === formatGeneralName(b)

function checkCommonName(
  commonName: string | null,
  names: readonly GeneralName[],
  isNamed: boolean,
  profile: CertificateProfile,
  problems: Problems,
): void {
  if (commonName !== null) return
  if (profile.needsCommonName) {
    problems.refuse('commonName', 'subject/common-name-required', {}, 'Cannot name authority: the common name is empty')
  } else if (names.length === 0 && !(isNamed && problems.has('subjectAltNames'))) {
    problems.refuse(
      'commonName',
      'subject/name-required',
      {},
      'Cannot name subject: neither common name nor subject alternative name',
    )
  }
}

function namesFromCommonName(commonName: string | null): GeneralName[] {
  if (commonName === null) return []
  if (parseIpAddress(commonName) !== null) return [parseGeneralNameAs('iPAddress', commonName)]
  const host = commonName.replace(/^\*\./, '')
  // `Müller` is a person; `müller.example` is a host.
  const isHostName = (/^[ -~]+$/.test(host) || host.includes('.')) && toAsciiHostName(host) !== null
  return isHostName ? [parseGeneralNameAs('dNSName', commonName)] : []
}

function checkCrlPoint({ crlDistributionPoint: { kind, value } }: IssuanceForm, problems: Problems): GeneralName[] {
  if (value.trim() === '') return []
  const point = problems.read('crlDistributionPoint', () => parseGeneralNameAs(kind, value))
  return point === undefined ? [] : [point]
}

function checkIssuer(profile: CertificateProfile, issuer: IssuerLimits | undefined, problems: Problems): void {
  if (profile.isSelfSigned || !profile.cA) return
  if (issuer === undefined) {
    problems.refuse('issuer', 'issuer/missing', {}, 'Cannot issue intermediate authority: it has no issuer')
  } else if (issuer.pathLenConstraint === 0) {
    const detail = { pathLenConstraint: issuer.pathLenConstraint }
    const message =
      'Cannot issue intermediate authority: the issuer was made without "will sign intermediate authorities"'
    problems.refuse('issuer', 'issuer/path-length-exhausted', detail, message)
  }
}

function checkValidity(
  form: IssuanceForm,
  { now, issuer }: { now: Date; issuer?: IssuerLimits },
  problems: Problems,
): { notBefore: Date; notAfter: Date } | null {
  const notBefore = problems.read('notBefore', () => parseInstant(form.notBefore))
  const notAfter = readEnd(form, notBefore, problems)
  if (notBefore !== undefined && issuer !== undefined && notBefore < issuer.notBefore) {
    const detail = { issuerNotBefore: formatInstant(issuer.notBefore) }
    problems.refuse('notBefore', 'validity/before-issuer', detail, "Cannot use begin: it is before the issuer's")
  }
  if (notAfter !== undefined) checkEnd(notBefore, notAfter, now, issuer, problems)
  return notBefore === undefined || notAfter === undefined ? null : { notBefore, notAfter }
}

function readEnd(form: IssuanceForm, notBefore: Date | undefined, problems: Problems): Date | undefined {
  const isEndGiven = form.notAfter.trim() !== ''
  // Beside a given end, no days are fine; wrong days are wrong all the same.
  const days =
    isEndGiven && form.validityDays.trim() === ''
      ? undefined
      : problems.read('validityDays', () => parseValidityDays(form.validityDays))
  if (isEndGiven) return problems.read('notAfter', () => parseInstant(form.notAfter))
  if (notBefore === undefined || days === undefined) return undefined
  const end = endOfValidity(notBefore, days)
  if (end.getUTCFullYear() <= 9999) return end
  problems.refuse('validityDays', 'validity/after-9999', {}, 'Cannot use validity: it ends after the year 9999')
  return undefined
}

function checkEnd(
  notBefore: Date | undefined,
  notAfter: Date,
  now: Date,
  issuer: IssuerLimits | undefined,
  problems: Problems,
): void {
  if (notBefore !== undefined && notAfter < notBefore) {
    problems.refuse('notAfter', 'validity/reversed', {}, 'Cannot use end: it is before the begin')
  } else if (notAfter <= now) {
    problems.refuse('notAfter', 'validity/ended', {}, 'Cannot use end: it has passed')
  } else if (issuer !== undefined && notAfter > issuer.notAfter) {
    const detail = { issuerNotAfter: formatInstant(issuer.notAfter) }
    problems.refuse('notAfter', 'validity/after-issuer', detail, "Cannot use end: it is after the issuer's")
  }
}

// Clocks of phones without a battery, and of PCs in other time zones set to local time as UTC, lag by up to a day.
const BACKDATE_MS = 86_400_000

/**
 * Proposes a validity as texts for a form: a day back from now, the profile's days long, within the issuer's.
 *
 * @returns `validityDays` is empty when the issuer's end cuts off part of a day
 */
export function proposeValidity(
  profile: CertificateProfileId,
  now: Date,
  issuer?: IssuerLimits,
): { notBefore: string; notAfter: string; validityDays: string } {
  const backdated = new Date(Math.floor((now.getTime() - BACKDATE_MS) / 1000) * 1000)
  const notBefore = issuer !== undefined && issuer.notBefore > backdated ? issuer.notBefore : backdated
  const end = endOfValidity(notBefore, profiles[profile].defaultValidityDays)
  const notAfter = issuer !== undefined && issuer.notAfter < end ? issuer.notAfter : end
  const days = daysOfValidity(notBefore, notAfter)
  return {
    notBefore: formatInstant(notBefore),
    notAfter: formatInstant(notAfter),
    validityDays: days === null ? '' : String(days),
  }
}

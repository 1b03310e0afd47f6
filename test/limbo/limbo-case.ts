// One case in the form of x509-limbo (C2SP), asked as a question and answered as its report wants it.
import type { Bytes } from '../../src/pki/bytes.ts'
import { parseIpAddress } from '../../src/pki/ip-address.ts'
import { oids } from '../../src/pki/oids.ts'
import { checkCertificationPath, type PathAnswer, type PathQuestion } from '../../src/pki/path/certification-path.ts'
import { readPathCertificate } from '../../src/pki/path/path-certificate.ts'
import { rfc5280Profile, strictProfile } from '../../src/pki/path/path-profile.ts'
import type { PeerName } from '../../src/pki/path/peer-name.ts'
import { decodePem } from '../../src/pki/pem.ts'

interface LimboName {
  readonly kind: 'DNS' | 'IP' | 'RFC822'
  readonly value: string
}

/** The members of a case that are used; PEM everywhere. What is not there, or null, sets nothing. */
export interface LimboCase {
  readonly id: string
  readonly tier?: string | null
  readonly expected_result: 'SUCCESS' | 'FAILURE'
  readonly validation_kind?: 'SERVER' | 'CLIENT' | null
  /** ISO 8601; UTC where it names no zone. */
  readonly validation_time?: string | null
  readonly trusted_certs: readonly string[]
  readonly untrusted_intermediates?: readonly string[] | null
  readonly peer_certificate: string
  readonly crls?: readonly string[] | null
  readonly extended_key_usage?: readonly string[] | null
  readonly key_usage?: readonly string[] | null
  readonly expected_peer_name?: LimboName | null
  readonly expected_peer_names?: readonly LimboName[] | null
  readonly max_chain_depth?: number | null
}

export interface LimboResult {
  readonly actual: 'SUCCESS' | 'FAILURE'
  readonly reason: string
}

const nameKinds = { DNS: 'dNSName', IP: 'iPAddress', RFC822: 'rfc822Name' } as const
const purposes: Readonly<Partial<Record<string, string>>> = {
  serverAuth: oids.idKpServerAuth,
  clientAuth: oids.idKpClientAuth,
  codeSigning: oids.idKpCodeSigning,
  emailProtection: oids.idKpEmailProtection,
  timeStamping: oids.idKpTimeStamping,
  OCSPSigning: oids.idKpOCSPSigning,
  anyExtendedKeyUsage: oids.anyExtendedKeyUsage,
}

/** Runs a case: tier B by the profile Strict, the others by RFC 5280. */
export async function runCase(limboCase: LimboCase, now: Date): Promise<LimboResult> {
  const [target] = readPems([limboCase.peer_certificate])
  if (target === undefined) return { actual: 'FAILURE', reason: 'the peer has no certificate' }
  const missing = missingUsage(target, limboCase.key_usage ?? [])
  if (missing !== undefined) return { actual: 'FAILURE', reason: `its key is not for ${missing}` }
  const names = [limboCase.expected_peer_name ?? [], limboCase.expected_peer_names ?? []].flat()
  const answers: PathAnswer[] = []
  for (const name of names.length > 0 ? names : [null])
    answers.push(await checkCertificationPath(questionOf(limboCase, target, name, now)))
  const refused = answers.find(({ verdict }) => verdict !== 'accepted')
  return { actual: refused === undefined ? 'SUCCESS' : 'FAILURE', reason: reasonOf(refused ?? answers[0]) }
}

function questionOf(limboCase: LimboCase, target: Bytes, name: LimboName | null, now: Date): PathQuestion {
  const { validation_time: time, validation_kind: kind, max_chain_depth: depth } = limboCase
  const profile = limboCase.tier === 'B' ? strictProfile : rfc5280Profile
  const maxIntermediates = Math.min(depth ?? Infinity, profile.maxIntermediates)
  const asked = limboCase.extended_key_usage ?? []
  // Without a list the kind of validation says what the certificate is for.
  const wanted = asked.length > 0 ? asked : [kind === 'CLIENT' ? 'clientAuth' : 'serverAuth']
  return {
    target,
    anchors: readPems(limboCase.trusted_certs),
    intermediates: readPems(limboCase.untrusted_intermediates ?? []),
    lists: readPems(limboCase.crls ?? []),
    moment: time == null ? now : new Date(/(?:Z|[+-]\d\d:?\d\d)$/.test(time) ? time : `${time}Z`),
    profile: { ...profile, maxIntermediates },
    purposes: wanted.map((purpose) => purposes[purpose] ?? purpose),
    peer: name === null ? null : peerOf(name),
  }
}

/** An address is asked for as one (RFC 9525 §6.1), though cases made from BetterTLS call it a DNS name. */
function peerOf({ kind, value }: LimboName): PeerName {
  if (kind === 'DNS' && parseIpAddress(value) !== null) return { kind: 'iPAddress', value }
  return { kind: nameKinds[kind], value }
}

/** Reads PEM; what holds none stands for nothing. */
const readPems = (texts: readonly string[]): Bytes[] => texts.flatMap((pem) => decodePem(pem)[0]?.der ?? [])

function missingUsage(target: Bytes, wanted: readonly string[]): string | undefined {
  const certificate = readPathCertificate(target)
  const found: readonly string[] | null = typeof certificate === 'string' ? null : certificate.keyUsage
  return found === null ? undefined : wanted.find((usage) => !found.includes(usage))
}

function reasonOf(answer: PathAnswer | undefined): string {
  if (answer?.failure == null) return `a path of ${String(answer?.path.length)} certificates`
  const { at, rule } = answer.failure
  return `${rule.section}: ${rule.code} at certificate ${String(at)} ${JSON.stringify(rule.detail)}`
}

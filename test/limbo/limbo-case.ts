// One case in the form of x509-limbo (C2SP), asked as a question and answered as its report wants it.
import type { Bytes } from '../../src/pki/bytes.ts'
import { oids } from '../../src/pki/oids.ts'
import { checkCertificationPath, type PathAnswer, type PathQuestion } from '../../src/pki/path/certification-path.ts'
import { rfc5280Profile, strictProfile } from '../../src/pki/path/path-profile.ts'
import type { PeerName } from '../../src/pki/path/peer-name.ts'
import { decodePem } from '../../src/pki/pem.ts'

interface LimboName {
  readonly kind: 'DNS' | 'IP' | 'RFC822'
  readonly value: string
}

/** The members of a case that are used; PEM everywhere. */
export interface LimboCase {
  readonly id: string
  readonly tier?: string
  readonly expected_result: 'SUCCESS' | 'FAILURE'
  readonly validation_kind: 'SERVER' | 'CLIENT'
  readonly validation_time: string | null
  readonly trusted_certs: readonly string[]
  readonly untrusted_intermediates: readonly string[]
  readonly peer_certificate: string
  readonly crls?: readonly string[]
  readonly extended_key_usage: readonly string[]
  readonly key_usage: readonly string[]
  readonly expected_peer_name: LimboName | null
  readonly expected_peer_names: readonly LimboName[]
  readonly max_chain_depth: number | null
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
  const names = [limboCase.expected_peer_name ?? [], limboCase.expected_peer_names].flat()
  const answers: PathAnswer[] = []
  for (const name of names.length > 0 ? names : [null])
    answers.push(await checkCertificationPath(questionOf(limboCase, name, now)))
  const refused = answers.find(({ verdict }) => verdict !== 'accepted')
  return { actual: refused === undefined ? 'SUCCESS' : 'FAILURE', reason: reasonOf(refused ?? answers[0]) }
}

function questionOf(limboCase: LimboCase, name: LimboName | null, now: Date): PathQuestion {
  const { validation_time: time, validation_kind: kind, max_chain_depth: depth, extended_key_usage } = limboCase
  const profile = limboCase.tier === 'B' ? strictProfile : rfc5280Profile
  // Without a list the kind of validation says what the certificate is for.
  const wanted = extended_key_usage.length > 0 ? extended_key_usage : [kind === 'CLIENT' ? 'clientAuth' : 'serverAuth']
  return {
    target: only(limboCase.peer_certificate),
    anchors: limboCase.trusted_certs.map(only),
    intermediates: limboCase.untrusted_intermediates.map(only),
    lists: (limboCase.crls ?? []).map(only),
    moment: time === null ? now : new Date(time),
    profile: depth === null ? profile : { ...profile, maxIntermediates: Math.min(depth, profile.maxIntermediates) },
    purposes: wanted.map((purpose) => purposes[purpose] ?? purpose),
    peer: name === null ? null : ({ kind: nameKinds[name.kind], value: name.value } satisfies PeerName),
  }
}

function only(pem: string): Bytes {
  const [block] = decodePem(pem)
  if (block === undefined) throw new TypeError('a case holds PEM')
  return block.der
}

function reasonOf(answer: PathAnswer | undefined): string {
  if (answer?.failure == null) return `a path of ${String(answer?.path.length)} certificates`
  const { at, rule } = answer.failure
  return `${rule.section}: ${rule.code} at certificate ${String(at)} ${JSON.stringify(rule.detail)}`
}

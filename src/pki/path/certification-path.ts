// Certification paths: built and validated by RFC 5280 §6.1, with an answer that says what was tried and what is wrong.
// Neither library is asked: both accept what they should not, and one does not end.
import { type Bytes, equalBytes } from '../bytes.ts'
import { formatDistinguishedName } from '../distinguished-name.ts'
import type { PathDemands } from './certificate-rules.ts'
import { type PathCertificate, readPathCertificate } from './path-certificate.ts'
import { PathChecker } from './path-checker.ts'
import { PathPool } from './path-pool.ts'
import type { PathProfile } from './path-profile.ts'
import { type AnyPathFailure, pathFailure, type Role } from './path-rule.ts'
import type { PeerName } from './peer-name.ts'
import { readPathLists, type RevocationState } from './revocation.ts'
import { findPlausiblePaths, findValidPath, type FoundPath, type PlausiblePaths } from './search-path.ts'
import { storeFailures } from './store-rules.ts'
import type { SignatureState } from './verify-signature.ts'
import { TooComplex, WorkBudget } from './work-budget.ts'

/** What is asked. Everything is DER; order and repetition do not matter. */
export interface PathQuestion {
  readonly target: Bytes
  /** Trusted certificates; each ends a path, self-signed or not, and its own limits count. */
  readonly anchors: readonly Bytes[]
  /** What the peer sent along, and what else is at hand. */
  readonly intermediates: readonly Bytes[]
  /** Revocation lists that were brought. */
  readonly lists?: readonly Bytes[]
  readonly moment: Date
  readonly profile: PathProfile
  /** Dotted OIDs of key purposes, all of which are needed; empty where any use will do. */
  readonly purposes: readonly string[]
  /** Who was called; null where no name is asked. */
  readonly peer: PeerName | null
  /** The verifier's own certificates: one of them coming back is a reflection. */
  readonly own?: readonly Bytes[]
}

/** One certificate of the path that was tried. */
export interface PathLink {
  readonly der: Bytes
  readonly role: Role
  /** Every rule that it fails; empty where the link is good. */
  readonly failures: readonly AnyPathFailure[]
  readonly revocation: RevocationState
}

export interface PathAnswer {
  readonly verdict: 'accepted' | 'refused' | 'too-complex'
  /** Of `PathProfile`. */
  readonly profile: string
  /** The path tried, target first; the last one is trusted where its role is `anchor`. */
  readonly path: readonly PathLink[]
  /** The first rule that failed, and the place in `path` of the certificate at fault; null when accepted. */
  readonly failure: { readonly at: number; readonly rule: AnyPathFailure } | null
  /** When all certificates of the path are valid: the latest beginning and the earliest end. Null without a path. */
  readonly valid: { readonly from: Date; readonly until: Date } | null
}

/** Answers whether a certificate is accepted, and if not, why. Never throws over what certificates hold. */
export async function checkCertificationPath(question: PathQuestion): Promise<PathAnswer> {
  const { profile } = question
  const target = readPathCertificate(question.target)
  if (typeof target === 'string') {
    const rule = pathFailure('certificate/unreadable', { reason: target })
    const path: PathLink[] = [{ der: question.target, role: 'target', failures: [rule], revocation: 'not-checked' }]
    return { verdict: 'refused', profile: profile.id, path, failure: { at: 0, rule }, valid: null }
  }
  const demands: PathDemands = question
  const budget = new WorkBudget()
  const checker = new PathChecker(demands, readPathLists(question.lists ?? []), budget)
  try {
    return await new Answering(question, target, checker).answer()
  } catch (error) {
    if (!(error instanceof TooComplex)) throw error
    const rule = pathFailure('path/too-complex', { limit: error.limit })
    const path = [answerLink(linkOf(target, 'target', [rule]))]
    return { verdict: 'too-complex', profile: profile.id, path, failure: { at: 0, rule }, valid: validityOf([target]) }
  }
}

/** A link that still knows its certificate: the answer, which crosses to a worker, holds DER only. */
interface JudgedLink extends Omit<PathLink, 'der'> {
  readonly certificate: PathCertificate
}

const linkOf = (
  certificate: PathCertificate,
  role: Role,
  failures: readonly AnyPathFailure[],
  revocation: RevocationState = 'not-checked',
): JudgedLink => ({ certificate, role, failures, revocation })

const answerLink = ({ certificate, role, failures, revocation }: JudgedLink): PathLink => ({
  der: certificate.der,
  role,
  failures,
  revocation,
})

function validityOf(path: readonly PathCertificate[]): { from: Date; until: Date } {
  const times = (pick: (certificate: PathCertificate) => Date): number[] => path.map((one) => pick(one).getTime())
  return {
    from: new Date(Math.max(...times(({ fields }) => fields.notBefore))),
    until: new Date(Math.min(...times(({ fields }) => fields.notAfter))),
  }
}

const roleOf = (index: number, length: number): Role =>
  index === 0 ? 'target' : index === length - 1 ? 'anchor' : 'intermediate'

/** One question on its way to an answer. */
class Answering {
  private readonly question: PathQuestion
  private readonly target: PathCertificate
  private readonly checker: PathChecker

  constructor(question: PathQuestion, target: PathCertificate, checker: PathChecker) {
    this.question = question
    this.target = target
    this.checker = checker
  }

  async answer(): Promise<PathAnswer> {
    const { target, checker } = this
    const { profile } = this.question
    const { anchors, intermediates } = this.sorted()
    // RFC 5280 §6.1 begins below what is trusted: a certificate that is itself trusted needs nobody's signature.
    const isTrusted = anchors.some((der) => equalBytes(der, target.der))
    if (!profile.findsPath || isTrusted) return this.conclude([this.alone()])
    const pool = new PathPool(anchors, intermediates)
    const found = await findValidPath(target, pool, checker)
    if (found !== null) return this.conclude(await this.judge(found))
    const plausible = await findPlausiblePaths(target, pool, checker)
    const judged = await Promise.all(plausible.complete.map((path) => this.judge(path)))
    const best = judged.toSorted((a, b) => weightOf(a) - weightOf(b))[0]
    return this.conclude(best ?? this.judgeIncomplete(plausible))
  }

  /** What ends a path, and what else may be part of one. */
  private sorted(): { anchors: readonly Bytes[]; intermediates: readonly Bytes[] } {
    const { anchors, intermediates, profile } = this.question
    if (!profile.endsInRoot) return { anchors, intermediates }
    const roots = anchors.filter((der) => {
      const certificate = readPathCertificate(der)
      return typeof certificate !== 'string' && certificate.isSelfIssued
    })
    return { anchors: roots, intermediates: [...intermediates, ...anchors.filter((der) => !roots.includes(der))] }
  }

  private alone(): JudgedLink {
    return linkOf(this.target, 'target', this.targetFailures())
  }

  private targetFailures(): readonly AnyPathFailure[] {
    const { anchors, own = [], profile } = this.question
    const stored = storeFailures(this.target, profile, { anchors, own })
    return [...this.checker.failuresOf(this.target, 'target'), ...stored]
  }

  /** Asks every rule of a whole path, and leaves nothing out because something else failed first. */
  private async judge(path: FoundPath): Promise<JudgedLink[]> {
    const { checker } = this
    const placed: AnyPathFailure[][] = path.map(() => [])
    for (let index = path.length - 1; index > 0; index--) {
      const authority = path[index]
      if (authority === undefined) continue
      for (const { index: at, failure } of checker.failuresBelow(authority, path.slice(0, index)))
        placed[at]?.push(failure)
    }
    const policy = checker.policyFailure(path)
    if (policy !== null) placed[path.length - 2 - policy.index]?.push(policy.failure)
    return Promise.all(path.map((certificate, index) => this.judgeLink(path, certificate, index, placed[index] ?? [])))
  }

  private async judgeLink(
    path: FoundPath,
    certificate: PathCertificate,
    index: number,
    placed: readonly AnyPathFailure[],
  ): Promise<JudgedLink> {
    const { checker } = this
    const role = roleOf(index, path.length)
    const own = role === 'target' ? this.targetFailures() : checker.failuresOf(certificate, role)
    const issuer = path[index + 1]
    if (issuer === undefined) return linkOf(certificate, role, [...own, ...placed])
    const signature = signatureFailure(await checker.verify(certificate.structure, issuer), certificate)
    const revocation = await checker.revocationOf(certificate, issuer)
    const told = revocation.failure === null ? [] : [revocation.failure]
    const failures = [...signature, ...own, ...told, ...placed, ...checker.linkFailures(certificate, issuer)]
    return linkOf(certificate, role, failures, revocation.state)
  }

  /** Says what is missing above the longest way that leads to nothing trusted. */
  private judgeIncomplete({ longest, end }: PlausiblePaths): JudgedLink[] {
    const missing = this.missingAbove(longest.at(-1) ?? this.target, end)
    return longest.map((certificate, index) => {
      const role = index === 0 ? 'target' : 'intermediate'
      const own = index === 0 ? this.targetFailures() : this.checker.failuresOf(certificate, role)
      return linkOf(certificate, role, index === longest.length - 1 ? [missing, ...own] : own)
    })
  }

  private missingAbove(top: PathCertificate, end: PlausiblePaths['end']): AnyPathFailure {
    if (end === 'too-long') return pathFailure('path/too-long', { limit: this.question.profile.maxIntermediates })
    if (end === 'not-signed' && !top.isSelfIssued)
      return pathFailure('signature/invalid', { algorithm: top.signature.label })
    if (end === 'loop' || top.isSelfIssued) return pathFailure('path/untrusted-root', { root: top.subjectText })
    return pathFailure('path/no-issuer', { issuer: formatDistinguishedName(top.fields.issuer) })
  }

  private conclude(path: readonly JudgedLink[]): PathAnswer {
    // RFC 5280 §6.1 goes from what is trusted down to the target, and ends at the first that fails.
    const at = path.findLastIndex(({ failures }) => failures.length > 0)
    const rule = path[at]?.failures[0]
    return {
      verdict: rule === undefined ? 'accepted' : 'refused',
      profile: this.question.profile.id,
      path: path.map(answerLink),
      failure: rule === undefined ? null : { at, rule },
      valid: validityOf(path.map(({ certificate }) => certificate)),
    }
  }
}

function signatureFailure(state: SignatureState, { signature }: PathCertificate): AnyPathFailure[] {
  const { label: algorithm } = signature
  if (state === 'verified') return []
  return [pathFailure(state === 'invalid' ? 'signature/invalid' : 'signature/unverifiable', { algorithm })]
}

/** How much is wrong with a path: the one with the fewest certificates at fault is the one to be told of. */
const weightOf = (path: readonly JudgedLink[]): number =>
  path.reduce((weight, { failures }) => weight + (failures.length > 0 ? 100 : 0) + failures.length, 0)

// What a CA has made of a request: names left out, names added, another subject, other usages; data, no words.
import type { Bytes } from '../../pki/bytes.ts'
import { compareObjects } from '../../pki/compare.ts'
import type { DisplayNode } from '../../pki/describe/display-node.ts'

/** One difference between what was asked for and what came. */
export type AnswerDifference =
  | { readonly id: 'names-lost' | 'names-added'; readonly names: readonly DisplayNode[] }
  | { readonly id: 'subject-changed'; readonly asked: string; readonly came: string }
  | { readonly id: 'authority-lost' }
  /** Extensions that were asked for and came otherwise, or not at all. */
  | { readonly id: 'extensions-changed'; readonly extensions: readonly DisplayNode[] }

/** Lists how a certificate differs from the request for its key; what a CA alone has to say is no difference. */
export function answerDifferences(requestDer: Bytes, certificateDer: Bytes): AnswerDifference[] {
  const { namesGone, namesAdded, subject, isAuthority, extensions } = compareObjects(
    { kind: 'certification-request', der: requestDer },
    { kind: 'certificate', der: certificateDer },
  )
  const changed = extensions.flatMap(({ before }) => before ?? [])
  const found: (AnswerDifference | false)[] = [
    namesGone.length > 0 && { id: 'names-lost', names: namesGone },
    namesAdded.length > 0 && { id: 'names-added', names: namesAdded },
    !subject.isSame && { id: 'subject-changed', asked: subject.before, came: subject.after },
    isAuthority.before === true && isAuthority.after !== true && { id: 'authority-lost' },
    changed.length > 0 && { id: 'extensions-changed', extensions: changed },
  ]
  return found.filter((difference) => difference !== false)
}

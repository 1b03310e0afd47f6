// Names that somebody else wrote, as the texts of a form that the person may change; what the form cannot hold is told.
import { describeAttribute, describeGeneralName } from './describe/describe-value.ts'
import type { DisplayNode } from './describe/display-node.ts'
import { makeVisible } from './describe/visible-text.ts'
import { commonNameOf, type DistinguishedName, subjectFields, type SubjectForm } from './distinguished-name.ts'
import { isPkiError } from './errors.ts'
import { formatGeneralName, type GeneralName, parseGeneralName, splitGeneralNames } from './general-name.ts'
import type { DecodedGeneralName } from './general-name-der.ts'

/**
 * Why a name is not proposed: the form has no such field; it has room for one value alone; the value hides characters or
 * is far too long; it is no valid name of its kind; there are too many.
 */
export type LeftOutReason = 'no-field' | 'second-value' | 'unfit' | 'not-valid' | 'too-many'

/** A name that is not proposed. */
export interface LeftOutName {
  readonly name: DisplayNode
  readonly reason: LeftOutReason
}

/** Texts for a form, and what they leave out. */
export interface NameProposal {
  readonly subject: SubjectForm
  /** One a line. */
  readonly subjectAltNames: string
  /** The first ones; `leftOutCount` tells how many there are. */
  readonly leftOut: readonly LeftOutName[]
  readonly leftOutCount: number
}

// Every stroke in the form reads all names again; a certificate for a PBX has a dozen.
const MAX_NAMES = 200
const MAX_LEFT_OUT = 50
// Far beyond the upper bounds of RFC 5280 Appendix A.1: a form is no place for more.
const MAX_CHARACTERS = 1000

/** Proposes names for a form; never throws, whatever they hold. */
export function proposeNames(subject: DistinguishedName, subjectAltNames: readonly DecodedGeneralName[]): NameProposal {
  const leftOut: LeftOutName[] = []
  const form = proposeSubject(subject, leftOut)
  const lines = proposeLines(subjectAltNames, leftOut)
  return {
    subject: form,
    subjectAltNames: lines.join('\n'),
    leftOut: leftOut.slice(0, MAX_LEFT_OUT),
    leftOutCount: leftOut.length,
  }
}

const isFit = (text: string): boolean => text.length <= MAX_CHARACTERS && makeVisible(text) === text

function proposeSubject(subject: DistinguishedName, leftOut: LeftOutName[]): SubjectForm {
  const form: SubjectForm = {
    commonName: '',
    organization: '',
    organizationalUnit: '',
    locality: '',
    stateOrProvince: '',
    country: '',
  }
  // Of several common names the last is the one that everybody shows.
  const commonName = commonNameOf(subject)
  for (const attribute of subject.flat()) {
    const { type, value } = attribute
    const field = subjectFields.find(([, oid]) => oid === type)?.[0]
    const isOtherCommonName = field === 'commonName' && value !== commonName
    if (field === undefined) leave(attribute, 'no-field')
    else if (!isFit(value)) leave(attribute, 'unfit')
    else if (form[field] !== '' || isOtherCommonName) leave(attribute, 'second-value')
    else form[field] = value
  }
  return form

  function leave(attribute: { type: string; value: string }, reason: LeftOutReason): void {
    const value = attribute.value.slice(0, MAX_CHARACTERS)
    leftOut.push({ name: describeAttribute({ ...attribute, value }), reason })
  }
}

const prefixes: Readonly<Record<GeneralName['kind'], string>> = {
  dNSName: 'DNS',
  iPAddress: 'IP',
  rfc822Name: 'email',
  uniformResourceIdentifier: 'URI',
  directoryName: 'dirName',
}

function proposeLines(names: readonly DecodedGeneralName[], leftOut: LeftOutName[]): string[] {
  const lines: string[] = []
  for (const name of names) {
    const line = name.kind === 'other' ? null : lineOf(name)
    const reason = name.kind === 'other' ? 'no-field' : line === null ? 'not-valid' : 'too-many'
    if (line !== null && lines.length < MAX_NAMES) lines.push(line)
    else
      leftOut.push({
        name:
          leftOut.length < MAX_LEFT_OUT ? shortened(name) : { label: name.kind === 'other' ? 'otherName' : name.kind },
        reason,
      })
  }
  return lines
}

function shortened(name: DecodedGeneralName): DisplayNode {
  const { label, value = '' } = describeGeneralName(name)
  return { label, value: value.slice(0, MAX_CHARACTERS) }
}

/** Writes a name as one line of the box: as it is where its kind is detected, else with its prefix; null when neither does. */
function lineOf(name: GeneralName): string | null {
  const text = formatGeneralName(name)
  if (!isFit(text)) return null
  return [text, `${prefixes[name.kind]}:${text}`].find((line) => readsAs(line, name.kind)) ?? null
}

function readsAs(line: string, kind: GeneralName['kind']): boolean {
  try {
    return splitGeneralNames(line).length === 1 && parseGeneralName(line).kind === kind
  } catch (error) {
    if (isPkiError(error)) return false
    throw error
  }
}

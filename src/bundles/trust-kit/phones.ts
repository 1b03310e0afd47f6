// The part of a kit that is for phones: of every model the root as it wants it, the lines for its configuration, and the
// steps. What is known of a model stands in targets/; here it becomes files and a guide.
import { targets } from '../../targets/registry.ts'
import type { FileContent, Statement, Target } from '../../targets/target.ts'
import { buildBundle, type BundleFile } from '../bundle.ts'
import { BundleError } from '../errors.ts'
import type { Anchor } from './anchor.ts'
import type { Guide, GuideLine } from './guide.ts'

/** Files and guide of one model. */
export interface PhonePart {
  readonly guide: Guide
  /** Named without their folder. */
  readonly files: readonly BundleFile[]
}

/**
 * Builds the parts of all models that take a root.
 *
 * @throws {@link BundleError} `trust-kit/self-test-failed`
 */
export async function buildPhoneParts({ der, stem }: Anchor): Promise<PhonePart[]> {
  const phones = targets.filter(({ kind, files }) => kind === 'phone' && files.root.length > 0)
  // All of them in one bundle, so that the root is judged once; their names are told apart by the phone's id in front.
  const recipes = phones.flatMap(({ id, files }) => files.root.map((file) => ({ ...file, name: `${id}.${file.name}` })))
  const bundle = await buildBundle({ name: stem, certificateDer: der, chain: [], isTrustAnchor: true }, recipes)
  if (!bundle.passed) {
    const file = bundle.ticks.find(({ passed }) => !passed)?.file ?? stem
    throw new BundleError('trust-kit/self-test-failed', { file }, `Cannot hand out "${file}": it reads back otherwise`)
  }
  let next = 0
  return phones.map((phone) => {
    const own = bundle.files.slice(next, (next += phone.files.root.length))
    return buildPart(
      phone,
      own.map((file) => ({ ...file, name: file.name.slice(phone.id.length + 1) })),
    )
  })
}

function buildPart({ id, label, cautions = [], steps, sources }: Target, files: readonly BundleFile[]): PhonePart {
  const [source = label] = sources
  const install = (steps?.root ?? []).map(plainLine)
  const guide: Guide = {
    id: `phone-${id}`,
    label,
    group: 'phone',
    lineEnd: 'crlf',
    files: files.map(({ name }) => `phones/${id}/${name}`),
    limits: cautions.map(plainLine),
    install: [
      ...(install.length === 0 ? [noSteps(source)] : install),
      ...files.flatMap((file) => linesOf(file, source)),
    ],
    verify: verify.map((line) => ({ ...line, source })),
    remove: remove.map((line) => ({ ...line, source })),
  }
  return { guide, files }
}

const TEXT: FileContent = 'provisioning-text'

const linesOf = ({ name, content, bytes }: BundleFile, source: string): GuideLine[] =>
  content === TEXT
    ? [
        {
          id: `lines-${name}`,
          text: `What ${name} holds:`,
          command: new TextDecoder().decode(bytes).replaceAll('\r\n', '\n').trimEnd(),
          source,
        },
      ]
    : []

const noSteps = (source: string): GuideLine => ({
  id: 'no-steps',
  text: 'No document that was read says how. Look for CA or trusted certificates on the web page of the phone, and try the root as text (.pem) first.',
  source,
  certainty: 'unverified',
})

const verify: readonly Omit<Statement, 'source'>[] = [
  {
    id: 'list',
    text: 'The phone lists the certificate among those that it trusts; a fingerprint that it shows is one of those on the sheet.',
    certainty: 'inferred',
  },
  {
    id: 'works',
    text: 'It registers over TLS and fetches its configuration over HTTPS, with the check of the server turned on.',
    certainty: 'inferred',
  },
]

const remove: readonly Omit<Statement, 'source'>[] = [
  {
    id: 'delete',
    text: 'Delete it where it was added, or take the lines out of the configuration file, and restart the phone.',
    certainty: 'inferred',
  },
]

const spelled: Readonly<Record<string, string>> = {
  '’': "'",
  '‘': "'",
  '“': '"',
  '”': '"',
  '–': '-',
  '—': '-',
  '…': '...',
}

/** Spells typographic marks in ASCII: guides become text files. */
const plainLine = (line: GuideLine): GuideLine => ({ ...line, text: plain(line.text), source: plain(line.source) })
const plain = (text: string): string => text.replace(/[’‘“”–—…]/g, (mark) => spelled[mark] ?? mark)

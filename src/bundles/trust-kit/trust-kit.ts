// The trust kit of one root: everything that makes PCs, phones and programs trust it, as files and as guides to show.
import type { Bytes } from '../../pki/bytes.ts'
import { encodePem } from '../../pki/pem.ts'
import { type Anchor, readAnchor } from './anchor.ts'
import { firefoxPolicies } from './firefox-policies.ts'
import type { Guide } from './guide.ts'
import { type ContentsLine, writeContents, writeGuide } from './guide-text.ts'
import { android } from './guides/android.ts'
import { iOs, macOs } from './guides/apple.ts'
import { firefox } from './guides/firefox.ts'
import { linux, linuxNss } from './guides/linux.ts'
import { java, node } from './guides/runtimes.ts'
import { windowsGroupPolicy, windowsIntune, windowsMmc, windowsScript } from './guides/windows.ts'
import { linuxScript } from './linux-script.ts'
import { appleProfile } from './mobileconfig.ts'
import { buildPhoneParts, type PhonePart } from './phones.ts'
import { encodePlainText } from './plain-text.ts'
import { batchScript, powerShellScript } from './windows-scripts.ts'

/** One file of a kit. */
export interface KitFile {
  /** Fixed ASCII, with digits of the fingerprint at most; what is for a phone lies in the folder `phones/` and its model's. */
  readonly name: string
  readonly bytes: Bytes
  readonly mediaType: string
  /** What it is for, in English. */
  readonly purpose: string
  /** Set for the guides as texts, which the page shows anyway. */
  readonly isGuide: boolean
}

export interface TrustKit {
  readonly anchor: Anchor
  readonly files: readonly KitFile[]
  readonly guides: readonly Guide[]
}

const PEM = 'application/x-pem-file'
const TEXT = 'text/plain'

/**
 * Builds the kit of a root certificate. The same root gives the same octets.
 *
 * Nothing that the certificate says of itself gets into a file, but within the certificate: scripts and texts hold
 * fingerprints, dates and fixed names only.
 *
 * @param intermediatesDer - CA certificates below the root, which servers send along; they get a file of their own and go
 * into no store of roots
 * @throws {@link BundleError} `trust-kit/not-a-root`, `trust-kit/not-an-authority`, `trust-kit/self-test-failed`
 * @throws {@link PkiError} `der/…` when the root cannot be read
 */
export async function buildTrustKit(rootDer: Bytes, intermediatesDer: readonly Bytes[] = []): Promise<TrustKit> {
  const anchor = await readAnchor(rootDer)
  const phones = await buildPhoneParts(anchor)
  const systems = guidesOf(anchor)
  const files = [
    ...certificateFiles(anchor, intermediatesDer),
    ...scriptFiles(anchor),
    ...systems.map((guide) => guideFile(guide, `steps-${guide.id}.txt`, anchor)),
  ]
  const contents = writeContents(anchor, [...files, aboutPhones(phones)])
  return {
    anchor,
    guides: [...systems, ...phones.map(({ guide }) => guide)],
    files: [
      textFile('README.txt', 'Contents and fingerprints. Read it first.', contents),
      ...files,
      ...phones.flatMap((phone) => phoneFiles(phone, anchor)),
    ],
  }
}

const aboutPhones = (phones: readonly PhonePart[]): ContentsLine => ({
  name: 'phones/',
  purpose: `For each model the root, lines for its configuration, and steps: ${phones.map(({ guide }) => guide.label).join(', ')}.`,
})

function phoneFiles({ guide, files }: PhonePart, anchor: Anchor): KitFile[] {
  const folder = guide.files[0]?.replace(/[^/]*$/, '') ?? ''
  return [
    guideFile(guide, `${folder}steps.txt`, anchor),
    ...files.map(({ name, bytes, mediaType }) => ({
      name: folder + name,
      bytes,
      mediaType,
      purpose: `For ${guide.label}.`,
      isGuide: false,
    })),
  ]
}

const guidesOf = (anchor: Anchor): Guide[] => [
  windowsScript(anchor),
  windowsMmc(anchor),
  windowsGroupPolicy(anchor),
  windowsIntune(anchor),
  macOs(anchor),
  iOs(anchor),
  android(anchor),
  firefox(anchor),
  ...linux(anchor),
  linuxNss(anchor),
  java(anchor),
  node(anchor),
]

function certificateFiles({ der, stem }: Anchor, intermediatesDer: readonly Bytes[]): KitFile[] {
  const root: KitFile[] = [
    {
      name: `${stem}.crt`,
      bytes: ascii(encodePem('CERTIFICATE', der)),
      mediaType: PEM,
      purpose: 'The root certificate as text (PEM): Linux, macOS, Firefox, Android, Java, Node, most phones.',
      isGuide: false,
    },
    {
      name: `${stem}.cer`,
      bytes: der.slice(),
      mediaType: 'application/pkix-cert',
      purpose: 'The root certificate in binary form (DER): Windows, IP Office.',
      isGuide: false,
    },
  ]
  if (intermediatesDer.length === 0) return root
  return [
    ...root,
    {
      name: 'intermediates-for-servers.pem',
      bytes: ascii(intermediatesDer.map((intermediate) => encodePem('CERTIFICATE', intermediate)).join('')),
      mediaType: PEM,
      purpose:
        'Intermediate authorities below the root, for servers to send along. Never into a store of trusted roots.',
      isGuide: false,
    },
  ]
}

const scriptFiles = (anchor: Anchor): KitFile[] => [
  {
    name: `${anchor.stem}.mobileconfig`,
    bytes: ascii(appleProfile(anchor)),
    mediaType: 'application/x-apple-aspen-config',
    purpose: 'Configuration profile for iPhone, iPad and Mac.',
    isGuide: false,
  },
  {
    name: 'policies.json',
    bytes: ascii(firefoxPolicies(anchor)),
    mediaType: 'application/json',
    purpose: 'Policy for Firefox: trust what the system trusts, and this root.',
    isGuide: false,
  },
  {
    name: 'install-root-ca-windows.ps1',
    bytes: encodePlainText(powerShellScript(anchor), 'crlf'),
    mediaType: TEXT,
    purpose: 'PowerShell script for Windows PCs: adds, verifies or removes the root.',
    isGuide: false,
  },
  {
    name: 'install-root-ca-windows.cmd',
    bytes: encodePlainText(batchScript(anchor), 'crlf'),
    mediaType: TEXT,
    purpose: 'The same with certutil, where PowerShell scripts are locked.',
    isGuide: false,
  },
  {
    name: 'install-root-ca-linux.sh',
    bytes: ascii(linuxScript(anchor)),
    mediaType: 'application/x-sh',
    purpose: 'Script for Debian, RHEL, Arch, SUSE and their relatives: adds, verifies or removes the root.',
    isGuide: false,
  },
]

const guideFile = (guide: Guide, name: string, anchor: Anchor): KitFile => ({
  name,
  bytes: encodePlainText(writeGuide(guide, anchor), guide.lineEnd),
  mediaType: TEXT,
  purpose: `Steps as text: ${guide.label}.`,
  isGuide: true,
})

const textFile = (name: string, purpose: string, text: string): KitFile => ({
  name,
  bytes: encodePlainText(text, 'crlf'),
  mediaType: TEXT,
  purpose,
  isGuide: true,
})

const ascii = (text: string): Bytes => encodePlainText(text, 'lf')

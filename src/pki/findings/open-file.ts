// From the bytes of any file to what a person sees of it: everything in it is found, and opened as far as it can be.
// A container comes first, what it holds right behind it.
import type { Bytes } from '../bytes.ts'
import type { ObjectForm } from '../classify-der.ts'
import type { DisplayLabel, DisplayNode } from '../describe/display-node.ts'
import { makeVisible } from '../describe/visible-text.ts'
import { type EncryptedPrivateKey, readEncryptedPrivateKeyInfo, readTraditionalKey } from '../encrypted-private-key.ts'
import { type AnyPkiError, isPkiError, PkiError } from '../errors.ts'
import { type Identified, identify } from '../identify.ts'
import type { DerivationOptions } from '../password-based/derivation.ts'
import { openPkcs12, type Pkcs12Contents, type Pkcs12Key } from '../pkcs12-reader.ts'
import { readPkcs7 } from '../pkcs7.ts'
import { readPrivateKey } from '../private-key.ts'
import { failedFinding, type Finding } from './finding.ts'
import { findCertificate, findCertificateList, findPublicKey, findRequest, keyHashLine } from './public-findings.ts'

// Few enough to be drawn at once without a halt.
const BATCH = 25

/**
 * Reads a file: what is encrypted comes back as `needs-passphrase`, what is damaged as `error`, each with its problem.
 *
 * @param onBatch - is given findings as soon as there are some, and how far the reading is, from 0 to 1
 * @returns at least one finding; with `onBatch` those that it has not been given
 */
export async function openFile(
  bytes: Bytes,
  onBatch?: (findings: readonly Finding[], fraction: number) => void,
): Promise<Finding[]> {
  let identified: Identified[]
  try {
    identified = identify(bytes)
  } catch (error) {
    return [failedFinding('unknown', expectPkiError(error))]
  }
  if (identified.filter(({ kind }) => kind === 'private-key').length > MAX_KEYS) {
    const message = 'Cannot read file: too many keys'
    return [failedFinding('unknown', new PkiError('file/too-many-objects', { limit: MAX_KEYS }, message))]
  }
  let findings: Finding[] = []
  for (const [index, object] of identified.entries()) {
    for (const finding of await attemptOpen(object, () => openObject(object))) findings.push(finding)
    if (onBatch === undefined || findings.length < BATCH || index === identified.length - 1) continue
    onBatch(findings, index / identified.length)
    findings = []
  }
  return findings
}

/**
 * Opens with a passphrase what needed one.
 *
 * @param sealed - from {@link Finding.sealed}
 * @param passphrase - empty also when there is none
 * @returns the object, then what it holds; `needs-passphrase` again when the passphrase is refused
 */
export function openSealed(
  sealed: Identified,
  passphrase: string,
  options: DerivationOptions = {},
): Promise<Finding[]> {
  return attemptOpen(sealed, () =>
    sealed.kind === 'pkcs12'
      ? findPkcs12(sealed.bytes, passphrase, options)
      : findEncryptedKey(sealed, passphrase, options),
  )
}

// Codes after which another passphrase may do.
const refusals: ReadonlySet<string> = new Set([
  'pkcs12/passphrase-needed',
  'pkcs12/passphrase-refused',
  'pbe/passphrase-refused',
])

async function attemptOpen(object: Identified, open: () => Promise<Finding[]>): Promise<Finding[]> {
  try {
    return await open()
  } catch (error) {
    const problem = expectPkiError(error)
    const finding = failedFinding(object.kind, problem, formLine(object.form))
    return [refusals.has(problem.code) ? { ...finding, state: 'needs-passphrase', sealed: object } : finding]
  }
}

function expectPkiError(error: unknown): AnyPkiError {
  if (isPkiError(error)) return error
  throw error
}

async function openObject(object: Identified): Promise<Finding[]> {
  const { kind, form, bytes, problem, isEncrypted } = object
  if (problem !== undefined) throw problem
  switch (kind) {
    case 'certificate':
      return [findCertificate(bytes)]
    case 'certification-request':
      return [findRequest(bytes)]
    case 'crl':
      return [findCertificateList(bytes)]
    case 'public-key':
      return [findPublicKey(bytes, expectReadable(form))]
    case 'pkcs7':
      return findPkcs7(bytes)
    case 'pkcs12':
      return findPkcs12(bytes, undefined, {})
    case 'private-key':
      return [isEncrypted && isOpenable(form) ? sealedKeyFinding(object) : await findPrivateKey(form, bytes)]
    case 'unknown':
      throw new PkiError('file/unrecognised', {}, 'Cannot read file: its content is not known')
  }
}

// OpenSSH and PuTTY keys are named, whether they are encrypted or not.
const isOpenable = (form: ObjectForm | undefined): boolean => form !== 'openssh' && form !== 'ppk'

function expectReadable(form: ObjectForm | undefined): ObjectForm | undefined {
  if (form === 'openssh') throw new PkiError('file/form-unsupported', { form }, 'Cannot read public key of OpenSSH')
  return form
}

const line = (label: DisplayLabel, value: string | number): DisplayNode => ({ label, value: String(value) })

// -------------------------------------------------------------------------------------------- private keys

const formNames: Readonly<Partial<Record<ObjectForm, string>>> = {
  pkcs8: 'PKCS #8',
  'pkcs8-encrypted': 'PKCS #8',
  pkcs1: 'PKCS #1',
  sec1: 'SEC 1',
  dsa: 'DSA',
  openssh: 'OpenSSH',
  ppk: 'PuTTY',
}

const formLine = (form: ObjectForm | undefined): DisplayNode[] => {
  const name = form && formNames[form]
  return name === undefined ? [] : [line('form', name)]
}

const readEncryptedKey = ({ form, dekInfo, bytes }: Identified, options: DerivationOptions): EncryptedPrivateKey =>
  dekInfo === undefined ? readEncryptedPrivateKeyInfo(bytes, options) : readTraditionalKey(form, dekInfo, bytes)

/** What can be told of a private key that is still encrypted. */
function sealedKeyFinding(object: Identified): Finding {
  const { encryption } = readEncryptedKey(object, {})
  return {
    kind: 'private-key',
    state: 'needs-passphrase',
    name: '',
    facts: [...formLine(object.form), line('encryption', makeVisible(encryption))],
    notes: [],
    sealed: object,
  }
}

async function findPrivateKey(form: ObjectForm | undefined, der: Bytes): Promise<Finding> {
  const { privateKeyInfo, keyKind, publicKey, isUsable } = await readPrivateKey(form, der)
  return {
    kind: 'private-key',
    state: 'ok',
    name: keyKind.label,
    facts: [...formLine(form), ...(publicKey === null ? [] : [keyHashLine(publicKey)])],
    notes: isUsable ? [] : ['not-usable-here'],
    ...(publicKey === null ? {} : { publicKey }),
    privateKeyInfo,
  }
}

async function findEncryptedKey(
  sealed: Identified,
  passphrase: string,
  options: DerivationOptions,
): Promise<Finding[]> {
  const { encryption, open } = readEncryptedKey(sealed, options)
  const { form, der } = await open(passphrase)
  try {
    const finding = await findPrivateKey(form, der)
    return [{ ...finding, facts: [...finding.facts, line('encryption', makeVisible(encryption))] }]
  } finally {
    der.fill(0)
  }
}

// ---------------------------------------------------------------------------------------------- containers

async function findContent(
  kind: 'certificate' | 'private-key',
  open: () => Finding | Promise<Finding>,
): Promise<Finding> {
  try {
    return await open()
  } catch (error) {
    return failedFinding(kind, expectPkiError(error))
  }
}

const findContained = (certificates: readonly Bytes[]): Promise<Finding[]> =>
  Promise.all(certificates.map((der) => findContent('certificate', () => findCertificate(der))))

async function findPkcs7(bytes: Bytes): Promise<Finding[]> {
  const { certificates, crlCount } = readPkcs7(bytes)
  if (certificates.length === 0) {
    throw new PkiError('pkcs7/no-certificates', {}, 'Cannot read PKCS #7: it holds no certificate')
  }
  const facts = [line('certificateCount', certificates.length), ...(crlCount > 0 ? [line('crlCount', crlCount)] : [])]
  return [{ kind: 'pkcs7', state: 'ok', name: '', facts, notes: [] }, ...(await findContained(certificates))]
}

// Each is taken apart and imported, which takes milliseconds; a phone system has one key a device at most.
const MAX_KEYS = 500

async function findPkcs12(
  bytes: Bytes,
  passphrase: string | undefined,
  options: DerivationOptions,
): Promise<Finding[]> {
  const contents = await openPkcs12(bytes, passphrase, options)
  if (contents.keys.length > MAX_KEYS) {
    for (const { privateKeyInfo } of contents.keys) privateKeyInfo.fill(0)
    throw new PkiError('file/too-many-objects', { limit: MAX_KEYS }, 'Cannot read PKCS #12: too many keys')
  }
  const keys = await Promise.all(contents.keys.map(findBagKey))
  const certificates = await findContained(contents.certificates.map(({ certificateDer }) => certificateDer))
  return [
    {
      kind: 'pkcs12',
      state: 'ok',
      name: makeVisible(friendlyNameOf(contents)),
      facts: describePkcs12(contents),
      notes: contents.warnings.map((warning) => (warning === 'pkcs12/no-mac' ? 'no-mac' : 'parts-unopened')),
    },
    ...keys,
    ...certificates,
  ]
}

async function findBagKey({ privateKeyInfo }: Pkcs12Key): Promise<Finding> {
  const finding = await findContent('private-key', () => findPrivateKey('pkcs8', privateKeyInfo))
  privateKeyInfo.fill(0)
  return finding
}

const friendlyNameOf = ({ keys, certificates }: Pkcs12Contents): string =>
  [...keys, ...certificates].find(({ friendlyName }) => friendlyName !== null)?.friendlyName ?? ''

const otherLabels = {
  crl: 'crlBag',
  secret: 'secretBag',
  'certificate-of-other-type': 'otherCertificateBag',
  'public-key-encrypted': 'envelopedBag',
  'other-passphrase': 'otherPassphraseBag',
  unknown: 'unknownBag',
} as const

function describePkcs12({ keys, certificates, others, mac, protection }: Pkcs12Contents): DisplayNode[] {
  return [
    line('keyCount', keys.length),
    line('certificateCount', certificates.length),
    ...protection.map((name) => line('encryption', makeVisible(name))),
    ...(mac === null ? [] : [line('integrity', `${mac.kind === 'pbmac1' ? 'PBMAC1, ' : ''}HMAC-${mac.hash}`)]),
    ...(mac === null ? [] : [line('iterations', mac.iterations)]),
    ...others.map(({ kind, oid }) => ({ label: otherLabels[kind], value: oid })),
  ]
}

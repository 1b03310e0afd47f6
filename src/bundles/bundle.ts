// From a credential and a target's recipes to named files, each reopened before it is offered.
import { type Bytes, equalBytes } from '../pki/bytes.ts'
import type { Protection } from '../pki/pbes2.ts'
import { decodeCertificate } from '../pki/certificate.ts'
import { decodeCertificationRequest } from '../pki/certification-request.ts'
import { commonNameOf } from '../pki/distinguished-name.ts'
import type { SelfTestTick } from '../pki/reread/tick.ts'
import { findMacAddress, formatMacAddress } from '../targets/mac-address.ts'
import type { FileContent, FileRecipe } from '../targets/target.ts'
import { checkCredential } from './check-credential.ts'
import type { Credential } from './credential.ts'
import { BundleError } from './errors.ts'
import { fileKinds, type Material, type Need } from './file-kinds.ts'
import { asksForRoot, fillLines } from './provisioning-text.ts'
import { fillFileName, makeNamesUnique } from './safe-file-name.ts'

/** One finished file. */
export interface BundleFile {
  /** Safe on Windows, macOS and Linux, and unlike every other name of the bundle. */
  readonly name: string
  readonly bytes: Bytes
  readonly mediaType: string
  readonly content: FileContent
  /** Set where whoever has the file has the key. */
  readonly holdsPlainKey: boolean
  /** Set where no source confirms that the target takes this form. */
  readonly isUnverified: boolean
}

/** Files and their ticks; without files where a single tick failed. */
export type Bundle =
  | {
      readonly passed: true
      readonly files: readonly BundleFile[]
      readonly ticks: readonly SelfTestTick[]
      /** Set where files of the root were asked for and are left out, since a public CA has not sent it. */
      readonly isRootMissing?: boolean
      /** Set where a file for each CA was asked for, and none of the CAs above the certificate is here. */
      readonly isChainMissing?: boolean
    }
  | { readonly passed: false; readonly ticks: readonly SelfTestTick[] }

export interface BundleOptions {
  /** Of the `.p12`, and of the key file where `encryptPrivateKey` asks for it. */
  readonly passphrase?: string
  /** Writes the key file as EncryptedPrivateKeyInfo. Default: false. */
  readonly encryptPrivateKey?: boolean
  /** Of whatever is encrypted. Default: modern. */
  readonly protection?: Protection
  /** Of whatever is encrypted. Default: 100 000; compatible: 2048. */
  readonly iterations?: number
}

/**
 * Builds the files that the recipes ask for and reopens each of them with code that did not write it.
 *
 * Names come from the recipes' templates, made safe; a clash gets `-2`. A recipe for CA certificates gives one file for
 * each of the chain, and none without a chain. When a single tick fails no file is handed out.
 *
 * A phone's MAC address is read from the common name, else from the entry's name, since nothing else keeps it; where
 * neither says one, file names and provisioning texts say `MACADDRESS`, to be replaced by hand.
 *
 * @throws {@link BundleError} `bundle/material-missing`, `bundle/passphrase-missing`
 */
export async function buildBundle(
  credential: Credential,
  recipes: readonly FileRecipe[],
  options: BundleOptions = {},
): Promise<Bundle> {
  const material = collectMaterial(credential, options)
  const isRootMissing = material.rootDer === undefined && recipes.length > 1 && recipes.some(isOfRoot)
  const mac = macSpellings(credential)
  const planned = (isRootMissing ? recipes.filter((recipe) => !isOfRoot(recipe)) : recipes).flatMap((recipe) =>
    planFiles(recipe, credential, mac),
  )
  const names = makeNamesUnique(planned.map(({ fileName }) => fileName))
  const files: BundleFile[] = []
  const ticks: SelfTestTick[] = [...(await checkCredential(credential))]
  for (const [index, { content, isUnverified, about }] of planned.entries()) {
    const name = names[index] ?? ''
    const { mediaType, write } = fileKinds[content]
    const parts = { ...material, ...about }
    const { bytes, holdsPlainKey = false, check } = await write(parts, needFrom(parts, name, content))
    files.push({ name, bytes, mediaType, content, holdsPlainKey, isUnverified })
    ticks.push(...(await check()).map((tick) => ({ ...tick, file: name })))
  }
  if (!ticks.every(({ passed }) => passed)) return { passed: false, ticks }
  const isChainMissing = lacksChain(credential, recipes)
  return {
    passed: true,
    files,
    ticks,
    ...(isRootMissing && { isRootMissing }),
    ...(isChainMissing && { isChainMissing }),
  }
}

// A certificate that issued itself has no CA above it.
const lacksChain = ({ chain, certificateDer }: Credential, recipes: readonly FileRecipe[]): boolean =>
  chain.length === 0 &&
  certificateDer !== undefined &&
  !isSelfIssued(certificateDer) &&
  recipes.some(({ content }) => fileKinds[content].isPerAuthority)

// Public CAs send their intermediates; the root is in every PC already.
const rootContents: ReadonlySet<FileContent> = new Set<FileContent>([
  'root-pem',
  'root-der',
  'authorities-pem',
  'pkcs12-trust-store',
])

const isOfRoot = ({ content, lines = [] }: FileRecipe): boolean => rootContents.has(content) || asksForRoot(lines)

// Not hexadecimal, so that nobody and no device takes it for an address.
const MAC_UNKNOWN = 'MACADDRESS'

function macSpellings({ name, certificateDer, requestDer }: Credential): { MAC: string; mac: string } {
  const subject =
    certificateDer === undefined
      ? requestDer && decodeCertificationRequest(requestDer).subject
      : decodeCertificate(certificateDer).subject
  const found = findMacAddress([commonNameOf(subject ?? []) ?? '', name])
  if (found === null) return { MAC: MAC_UNKNOWN, mac: MAC_UNKNOWN }
  return { MAC: found, mac: formatMacAddress(found, { letters: 'lower', separator: '' }) }
}

interface PlannedFile {
  readonly fileName: string
  readonly content: FileContent
  readonly isUnverified: boolean
  /** What this file is made of beside the rest. */
  readonly about: Pick<Material, 'authorityDer' | 'text'>
}

function planFiles(
  recipe: FileRecipe,
  { name, chain }: Credential,
  mac: { readonly MAC: string; readonly mac: string },
): PlannedFile[] {
  const { content, lines, lineEnd = 'lf', certainty } = recipe
  const planned = { content, isUnverified: certainty === 'unverified' }
  const issuer = chain[0]?.name ?? name
  const parts = { name, issuer, root: chain.at(-1)?.name ?? name, authority: issuer, ...mac }
  const fileName = fillFileName(recipe.name, parts)
  if (lines !== undefined) return [{ ...planned, fileName, about: { text: { lines: fillLines(lines, mac), lineEnd } } }]
  if (!fileKinds[content].isPerAuthority) return [{ ...planned, fileName, about: {} }]
  return chain.map((authority) => ({
    ...planned,
    fileName: fillFileName(recipe.name, { ...parts, authority: authority.name }),
    about: { authorityDer: authority.certificateDer },
  }))
}

function collectMaterial(
  { name, chain, certificateDer, requestDer, privateKeyInfo, loose, isTrustAnchor = false }: Credential,
  options: BundleOptions,
): Material {
  const chainDer = chain.map((link) => link.certificateDer)
  const rootDer = isTrustAnchor ? certificateDer : (chainDer.at(-1) ?? certificateDer)
  return {
    chainDer,
    friendlyName: name,
    encryptPrivateKey: options.encryptPrivateKey ?? false,
    protection: options.protection ?? 'modern',
    iterations: options.iterations,
    ...loose,
    ...(requestDer && { requestDer }),
    ...(certificateDer && { certificateDer }),
    ...(privateKeyInfo && { privateKeyInfo }),
    ...(rootDer && (isTrustAnchor || isSelfIssued(rootDer)) && { rootDer }),
    ...(options.passphrase && { passphrase: options.passphrase }),
  }
}

function isSelfIssued(certificateDer: Bytes): boolean {
  const { issuerDer, subjectDer } = decodeCertificate(certificateDer)
  return equalBytes(issuerDer, subjectDer)
}

function needFrom(material: Material, file: string, content: FileContent): Need {
  return (part) => {
    const value = material[part]
    if (value !== undefined) return value
    if (part === 'passphrase') {
      throw new BundleError('bundle/passphrase-missing', { file }, `Cannot build "${file}": it needs a passphrase`)
    }
    throw new BundleError(
      'bundle/material-missing',
      { file, content, missing: part },
      `Cannot build "${file}": ${part} is missing`,
    )
  }
}

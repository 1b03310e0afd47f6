// From an entry and its key to the files its target wants, built and reopened in the worker.
import type { Bundle, BundleOptions } from '../bundles/bundle.ts'
import type { LooseObject } from '../bundles/credential.ts'
import type { Bytes } from '../pki/bytes.ts'
import type { FileContent, FileRecipe, Target } from '../targets/target.ts'
import type { Entry, EntryKind } from '../vault/entry.ts'
import type { Services } from './services.ts'

export interface EntryMaterial {
  readonly entry: Pick<Entry, 'kind' | 'name' | 'certificateDer' | 'requestDer' | 'chain'>
  /** What stands alone, and is no part of an entry. */
  readonly loose?: LooseObject
  /** PKCS #8 DER, secret; not needed for public files. */
  readonly privateKeyInfo?: Bytes
}

/** The files that a target wants of an entry of some kind; of a trusted certificate what it wants of a root. */
export function recipesFor(
  { kind, isSelfIssued }: { kind: EntryKind; isSelfIssued: boolean },
  target: Target,
): readonly FileRecipe[] {
  if (kind === 'request') return target.files.request
  if (kind === 'identity') return certificateRecipes(target, isSelfIssued)
  if (kind === 'trusted') return target.files.root
  return isSelfIssued ? target.files.root : target.files.intermediate
}

const ofAuthorities: ReadonlySet<FileContent> = new Set<FileContent>([
  'chain-pem',
  'authority-pem',
  'authority-der',
  'authorities-pem',
])

/** The files that a target wants of a server's certificate: one that signs itself has no chain, and is its own root. */
export function certificateRecipes({ files }: Target, isSelfSigned: boolean): readonly FileRecipe[] {
  if (!isSelfSigned) return files.certificate
  const hasOwnFile = files.certificate.some(({ content }) => content === 'certificate-pem')
  return files.certificate.filter(
    ({ content }) => !ofAuthorities.has(content) && !(hasOwnFile && content === 'root-pem'),
  )
}

const keyContents: ReadonlySet<FileContent> = new Set<FileContent>([
  'private-key-pem',
  'private-key-der',
  'private-key-traditional',
  'combined-pem',
  'combined-pem-key-first',
  'pkcs12',
  'pkcs12-leaf',
  'pkcs12-key',
])

/** Tells whether a file holds a private key, in clear or not. */
export const holdsKey = (content: FileContent): boolean => keyContents.has(content)

const chainContents: ReadonlySet<FileContent> = new Set<FileContent>([
  'chain-pem',
  'authorities-pem',
  'authority-pem',
  'authority-der',
])

/**
 * The files of a certificate whose key is elsewhere: those without a key, and certificate and chain by themselves where
 * the target wants them only together with it.
 *
 * Lines for provisioning are those of the root: others would name a file with the key.
 */
export function keylessRecipes(target: Target, isSelfSigned: boolean): readonly FileRecipe[] {
  const isText = ({ content }: FileRecipe): boolean => content === 'provisioning-text'
  const open = certificateRecipes(target, isSelfSigned).filter((recipe) => !holdsKey(recipe.content) && !isText(recipe))
  const hasChain = isSelfSigned || open.some(({ content }) => chainContents.has(content))
  const chain = hasChain ? [] : [{ name: '{name}-chain.crt', content: 'chain-pem' } as const]
  return withCertificate([...open, ...chain, ...target.files.root.filter(isText)])
}

/** Adds the certificate by itself where none of the files is it. */
export const withCertificate = (recipes: readonly FileRecipe[]): readonly FileRecipe[] =>
  recipes.some(({ content }) => content.startsWith('certificate'))
    ? recipes
    : [{ name: '{name}.crt', content: 'certificate-pem' }, ...recipes]

/** Tells whether any of the files is a PKCS #12 file, which needs a passphrase. */
export const needsPassphrase = (recipes: readonly FileRecipe[]): boolean =>
  recipes.some(({ content }) => content.startsWith('pkcs12'))

/** Builds files of an entry. */
export function buildEntryBundle(
  { entry, loose, privateKeyInfo }: EntryMaterial,
  recipes: readonly FileRecipe[],
  pki: Services['pki'],
  options: BundleOptions = {},
): Promise<Bundle> {
  const { name, certificateDer, requestDer, chain } = entry
  const credential = {
    name,
    chain,
    isTrustAnchor: entry.kind === 'trusted',
    ...(loose && { loose }),
    ...(certificateDer === undefined ? {} : { certificateDer }),
    ...(requestDer === undefined ? {} : { requestDer }),
    ...(privateKeyInfo === undefined ? {} : { privateKeyInfo }),
  }
  return pki.buildBundle(credential, recipes, options)
}

// Files of an entry: its key is opened only where a file needs it, and wiped after. No Vue here.
import type { Bundle, BundleOptions } from '../bundles/bundle.ts'
import { findMacAddress, isNamedByMac } from '../targets/mac-address.ts'
import type { FileRecipe, Target } from '../targets/target.ts'
import type { CredentialSummary } from '../vault/summary.ts'
import { buildEntryBundle, holdsKey, keylessRecipes, recipesFor, withCertificate } from './entry-bundle.ts'
import type { ExportSource } from './export-source.ts'
import type { Services } from './services.ts'

/** The files that can be had of an entry; an authority's key only when it is asked for. */
export function exportRecipes(summary: CredentialSummary, target: Target, isKeyWanted: boolean): readonly FileRecipe[] {
  const recipes = recipesFor(summary, target)
  if (summary.kind === 'authority') {
    return isKeyWanted ? [...recipes, { name: '{name}.key', content: 'private-key-pem' }] : recipes
  }
  if (summary.hasPrivateKey) return recipes
  if (summary.kind === 'trusted') return withCertificate(recipes)
  if (summary.kind === 'request') return recipes.filter(({ content }) => !holdsKey(content))
  return keylessRecipes(target, summary.isSelfIssued)
}

// Name and content of every form that can be had for any target.
const moreForms: readonly FileRecipe[] = [
  // A root that a program made for itself serves as a server's certificate in old installations.
  { name: '{name}.p12', content: 'pkcs12' },
  { name: '{name}.p7b', content: 'pkcs7-pem' },
  { name: '{name}-der.p7b', content: 'pkcs7-der' },
  { name: '{name}.der', content: 'certificate-der' },
  { name: '{name}-certificates.p12', content: 'pkcs12-certificates' },
  { name: '{name}-truststore.p12', content: 'pkcs12-trust-store' },
  { name: '{name}-key.p12', content: 'pkcs12-key' },
  { name: '{name}-combined.pem', content: 'combined-pem' },
  { name: '{name}-old.key', content: 'private-key-traditional' },
  { name: '{name}.p8', content: 'private-key-der' },
  { name: '{name}-der.csr', content: 'request-der' },
]

/** The forms that can be had beside a target's own files: first what it takes another way. */
export function moreRecipes(summary: CredentialSummary, target: Target, isKeyWanted: boolean): readonly FileRecipe[] {
  const own = new Set(exportRecipes(summary, target, isKeyWanted).map(({ content }) => content))
  const isKeyThere = summary.hasPrivateKey && (summary.kind !== 'authority' || isKeyWanted)
  const further = target.files.further ?? []
  const others = moreForms.filter(({ content }) => !further.some((form) => form.content === content))
  return [...further, ...others].filter(({ content }) => {
    if (own.has(content)) return false
    if (content === 'request-der') return summary.kind === 'request'
    const isKeyAlone = content.startsWith('private-key') || content === 'pkcs12-key'
    return isKeyAlone ? isKeyThere : summary.kind !== 'request' && (isKeyThere || !holdsKey(content))
  })
}

/** Tells whether files are named after a phone's MAC address and the entry has none to give. */
export const lacksMacAddress = (
  { commonName, name }: Pick<CredentialSummary, 'commonName' | 'name'>,
  recipes: readonly FileRecipe[],
): boolean => recipes.some(isNamedByMac) && findMacAddress([commonName, name]) === null

/** Builds and reopens files; a key is wiped after. */
export async function exportEntry(
  { open }: ExportSource,
  recipes: readonly FileRecipe[],
  options: BundleOptions,
  { pki }: Pick<Services, 'pki'>,
): Promise<Bundle> {
  const material = await open(recipes.some(({ content }) => holdsKey(content)))
  try {
    return await buildEntryBundle(material, recipes, pki, options)
  } finally {
    material.privateKeyInfo?.fill(0)
  }
}

// Files of an entry that is in the vault: its key is opened only where a file needs it, and wiped after. No Vue here.
import type { Bundle, BundleOptions } from '../bundles/bundle.ts'
import type { FileRecipe, Target } from '../targets/target.ts'
import type { CredentialSummary } from '../vault/summary.ts'
import { buildEntryBundle, holdsKey, recipesFor } from './entry-bundle.ts'
import type { Services } from './services.ts'

/** The files that can be had of an entry; an authority's key only when it is asked for. */
export function exportRecipes(summary: CredentialSummary, target: Target, isKeyWanted: boolean): readonly FileRecipe[] {
  const recipes = recipesFor(summary, target)
  if (summary.kind === 'authority') {
    return isKeyWanted ? [...recipes, { name: '{name}.key', content: 'private-key-pem' }] : recipes
  }
  return summary.hasPrivateKey ? recipes : recipes.filter(({ content }) => !holdsKey(content))
}

/** Builds and reopens files of an entry of the vault. */
export async function exportEntry(
  id: string,
  recipes: readonly FileRecipe[],
  options: BundleOptions,
  { keeper, pki }: Pick<Services, 'keeper' | 'pki'>,
): Promise<Bundle> {
  const { entry } = await keeper.load(id)
  if (!recipes.some(({ content }) => holdsKey(content))) return buildEntryBundle({ entry }, recipes, pki, options)
  const privateKeyInfo = await keeper.openPrivateKeyInfo(id)
  try {
    return await buildEntryBundle({ entry, privateKeyInfo }, recipes, pki, options)
  } finally {
    privateKeyInfo.fill(0)
  }
}

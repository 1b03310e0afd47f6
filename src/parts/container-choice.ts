// What a person may choose about a .p12, beside its passphrase.
import type { Protection } from '../pki/pbes2.ts'
import type { FileRecipe, Target } from '../targets/target.ts'

export interface ContainerChoice {
  readonly protection: Protection
  /** Whether intermediates and root go into the file. */
  readonly includeChain: boolean
}

/** The target's own way: its protection, and a chain unless its file is one without. */
export const defaultContainerChoice = ({ protection, files }: Target): ContainerChoice => ({
  protection,
  includeChain: !files.certificate.some(({ content }) => content === 'pkcs12-leaf'),
})

/** Gives the recipes as chosen: an identity with its chain, or without. */
export const chooseContainers = (recipes: readonly FileRecipe[], { includeChain }: ContainerChoice): FileRecipe[] =>
  recipes.map((recipe) =>
    recipe.content === 'pkcs12' || recipe.content === 'pkcs12-leaf'
      ? { ...recipe, content: includeChain ? 'pkcs12' : 'pkcs12-leaf' }
      : recipe,
  )

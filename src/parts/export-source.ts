// Where the files of an export come from: an entry that is kept, or one that is only being looked at. No Vue here.
import type { EntryMaterial } from './entry-bundle.ts'
import type { Services } from './services.ts'

/** Opens what files are made of, once for every time that files are made. */
export interface ExportSource {
  /**
   * Gives the entry, and its key where files need it; whoever asked wipes the key.
   *
   * @param isKeyNeeded - false for public files: the key stays closed
   */
  readonly open: (isKeyNeeded: boolean) => Promise<EntryMaterial>
}

/** An entry of the vault or of the tab's memory. */
export const entrySource = (id: string, { keeper }: Pick<Services, 'keeper'>): ExportSource => ({
  async open(isKeyNeeded) {
    const { entry } = await keeper.load(id)
    return isKeyNeeded ? { entry, privateKeyInfo: await keeper.openPrivateKeyInfo(id) } : { entry }
  },
})

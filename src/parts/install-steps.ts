// What is to do on the device with an entry: the steps of its target for its kind, and ticking them off.
import type { Evidence, InstallStep, Target } from '../targets/target.ts'
import type { CredentialSummary } from '../vault/summary.ts'
import type { Services } from './services.ts'

/** Lists the steps for what an entry is; empty where the target states none. */
export function stepsFor(
  { steps = {} }: Target,
  { kind, isSelfIssued }: Pick<CredentialSummary, 'kind' | 'isSelfIssued'>,
): readonly InstallStep[] {
  switch (kind) {
    case 'request':
      return steps.request ?? []
    case 'identity':
      return steps.certificate ?? []
    case 'authority':
      // An intermediate does not belong where roots do.
      return (isSelfIssued ? steps.root : steps.intermediate) ?? []
    case 'trusted':
      return []
  }
}

/** Writes where a statement comes from: the page, and the place in it. */
export const sourceOf = ({ source, place }: Evidence): string => (place === undefined ? source : `${source}: ${place}`)

/** Keeps with an entry that a step is done, or that it is not. */
export async function markStep(
  id: string,
  step: string,
  isDone: boolean,
  { keeper }: Pick<Services, 'keeper'>,
): Promise<void> {
  await keeper.update(id, (entry) => {
    const others = entry.doneSteps.filter((done) => done !== step)
    return { ...entry, doneSteps: isDone ? [...others, step] : others }
  })
}

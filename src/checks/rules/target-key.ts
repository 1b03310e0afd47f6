// A key that the target does not take.
import { keyAlgorithms } from '../../pki/algorithms.ts'
import { statesKeys } from '../../targets/acceptance.ts'
import type { CheckRule } from '../check-rule.ts'

export const targetKey = {
  id: 'target/key',
  level: 'error',
  refusedBy: ['target'],
  citation: 'The target’s own documents',
  roles: ['server', 'client'],
  find: ({ key }, { target }) => {
    if (key.algorithm !== null && target.keyAlgorithms.includes(key.algorithm.id)) return null
    // A target that states no keys is offered every key that we know; what it does with others nobody says.
    if (!statesKeys(target)) return null
    const accepted = target.keyAlgorithms.map((id) => keyAlgorithms[id].label).join(', ')
    const [first] = target.keyAlgorithms
    return { values: { key: key.label, accepted }, ...(first && { fix: { kind: 'set-key', key: first } as const }) }
  },
} as const satisfies CheckRule

// Many phones and PBXs speak RSA alone, and say nothing when they get something else.
import { statesKeys } from '../../targets/acceptance.ts'
import type { CheckRule } from '../check-rule.ts'

export const ecForPhones = {
  id: 'key/ec-for-phones',
  level: 'warning',
  refusedBy: [],
  citation: 'FusionPBX installer, pull request 368: phones stopped registering after a change to EC',
  roles: ['server', 'client'],
  find: ({ key: { family } }, { target }) =>
    target.kind === 'server' || family === 'rsa' || statesKeys(target)
      ? null
      : { values: { target: target.label }, fix: { kind: 'set-key', key: 'rsa-2048' } },
} as const satisfies CheckRule

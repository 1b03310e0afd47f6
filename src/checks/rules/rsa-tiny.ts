// RSA keys below 1024 bits, which nothing takes any more.
import type { CheckRule } from '../check-rule.ts'
import { keyFix } from '../key-fix.ts'

export const rsaTiny = {
  id: 'key/rsa-tiny',
  level: 'error',
  refusedBy: ['chromium', 'firefox', 'windows', 'java'],
  since: '2012-10-09',
  citation:
    'Microsoft, Security Advisory 2661254; Chromium and Mozilla certificate verifiers; Java, jdk.certpath.disabledAlgorithms',
  roles: ['root', 'intermediate', 'server', 'client'],
  find: ({ key: { modulusBits } }, { target }) =>
    modulusBits === undefined || modulusBits >= 1024
      ? null
      : { values: { bits: modulusBits }, ...keyFix(target, 'rsa-2048') },
} as const satisfies CheckRule

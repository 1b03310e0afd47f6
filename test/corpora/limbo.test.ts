// The public path validation cases of x509-limbo, where a folder of them lies beside the project.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { type LimboCase, runCase } from '../limbo/limbo-case.ts'

const file = join(import.meta.dirname, '../../../shared/corpora/limbo.json')
const now = new Date('2026-03-01T00:00:00Z')

if (!existsSync(file)) {
  console.warn('SKIPPED: the cases of limbo.json: there is no ../shared/corpora')
  it.skip('limbo.json (skipped: no ../shared/corpora)')
} else {
  const { testcases } = JSON.parse(readFileSync(file, 'utf8')) as { testcases: LimboCase[] }
  // Tier C is what the profiles leave to others: public suffixes, common names, what a list must hold (docs/decisions/0009).
  it.each(testcases.filter(({ tier }) => tier !== 'C'))(
    'limbo.json: $tier $id ends in $expected_result',
    async (one) => {
      const started = performance.now()
      const { actual, reason } = await runCase(one, now)
      expect(actual, reason).toBe(one.expected_result)
      expect(performance.now() - started).toBeLessThan(5000)
    },
  )
}

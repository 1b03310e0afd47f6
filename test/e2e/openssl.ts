// OpenSSL as the foreign reader of what a journey saved.
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from './fixtures.ts'
import type { SavedFile } from './fixtures.ts'

/** Skips the rest of a test, loudly, where there is no OpenSSL. */
export function needOpenssl(): void {
  test.skip(spawnSync('openssl', ['version']).status !== 0, 'SKIPPED: there is no openssl')
}

/** Runs openssl beside the given files and gives what it printed; throws with its words when it refuses. */
export function openssl(files: readonly SavedFile[], ...args: string[]): string {
  const folder = mkdtempSync(join(tmpdir(), 'ringroot-e2e-'))
  try {
    for (const { name, bytes } of files) writeFileSync(join(folder, name), bytes)
    return execFileSync('openssl', args, { cwd: folder, encoding: 'utf8', stdio: 'pipe' })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

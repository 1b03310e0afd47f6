// Runs the programs that judge what we write, each in a directory that is gone afterwards.
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { describe } from 'vitest'

export interface Outcome {
  /** Exit status; -1 when the program was ended by a signal. */
  readonly status: number
  readonly stdout: string
  readonly stderr: string
}

/** Runs a program to its end, for at most a minute unless told otherwise. */
export function run(
  command: string,
  args: readonly string[],
  { cwd, input, timeout = 60_000 }: { cwd?: string; input?: string | Uint8Array; timeout?: number } = {},
): Outcome {
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    cwd,
    input,
    timeout,
    encoding: 'utf8',
    env: { ...process.env, LC_ALL: 'C.UTF-8' },
  })
  if (error !== undefined) throw error
  return { status: status ?? -1, stdout, stderr }
}

/** Tells whether a program can be run here. */
const has = (command: string): boolean => spawnSync('sh', ['-c', `command -v "${command}"`]).status === 0

/** Runs a group of tests where it can be run; elsewhere skips it and says so out loud. */
export function describeWhere(isPossible: boolean, lack: string, title: string, tests: () => void): void {
  if (isPossible) {
    describe(title, tests)
    return
  }
  console.warn(`SKIPPED: "${title}": ${lack}`)
  describe.skip(`${title} (skipped: ${lack})`, tests)
}

/** Runs a group of tests where its program is installed; elsewhere skips it and says so out loud. */
export function describeWith(command: string, title: string, tests: () => void): void {
  describeWhere(has(command), `the program "${command}" is not installed`, title, tests)
}

export interface TempDir {
  readonly path: string
  /** Writes a file and gives its whole path. */
  readonly write: (name: string, contents: string | Uint8Array) => string
}

/** Lends a fresh directory. */
export async function withTempDir<T>(use: (dir: TempDir) => T | Promise<T>): Promise<T> {
  const path = mkdtempSync(join(tmpdir(), 'ringroot-'))
  const write = (name: string, contents: string | Uint8Array): string => {
    const file = join(path, name)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, contents)
    return file
  }
  try {
    return await use({ path, write })
  } finally {
    rmSync(path, { recursive: true, force: true })
  }
}

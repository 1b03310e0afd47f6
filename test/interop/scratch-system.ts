// A copy of this Linux that takes every change and forgets it: instructions for whole systems are carried out in it, as
// they stand. It is a mount namespace with an overlay over /etc and /usr.
import { execFile, spawnSync } from 'node:child_process'
import type { Outcome } from './tools.ts'

const ENTER = `set -e
mount -t tmpfs tmpfs "$1"
for part in etc usr; do
  mkdir "$1/$part" "$1/$part-work"
  mount -t overlay overlay -o "lowerdir=/$part,upperdir=$1/$part,workdir=$1/$part-work" "/$part"
done
mkdir "$1/home"
export HOME="$1/home"
sudo() { "$@"; }
cd "$2"
`
const argumentsFor = (script: string, scratch: string, cwd: string): string[] => [
  '-rm',
  'sh',
  '-c',
  ENTER + script,
  'sh',
  scratch,
  cwd,
]

/** Tells whether such a copy can be made here: not in every container. */
export const canScratch = (): boolean => {
  const probe = `dir=$(mktemp -d) && unshare -rm sh -c '${ENTER.replaceAll("'", '')}' sh "$dir" /; status=$?; rmdir "$dir"; exit $status`
  return spawnSync('sh', ['-c', probe], { stdio: 'ignore' }).status === 0
}

/**
 * Runs a shell script in a copy of this system; `sudo` is there and does nothing.
 *
 * @param scratch - an empty directory for what it writes
 * @param cwd - where it starts
 */
export function runInScratch(
  script: string,
  { scratch, cwd, timeout = 120_000 }: { scratch: string; cwd: string; timeout?: number },
): Promise<Outcome> {
  return new Promise((resolve) => {
    execFile(
      'unshare',
      argumentsFor(script, scratch, cwd),
      { timeout, encoding: 'utf8', env: { ...process.env, LC_ALL: 'C.UTF-8' } },
      (error, stdout, stderr) => {
        const status = error === null ? 0 : typeof error.code === 'number' ? error.code : -1
        resolve({ status, stdout, stderr })
      },
    )
  })
}

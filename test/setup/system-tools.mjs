// The foreign programs that the tests hold our files against. Node builtins only: this runs on a bare machine.
import { spawnSync } from 'node:child_process'

/** Debian's names; `commands` are alternatives. */
const TOOLS = [
  {
    commands: ['chromium', 'chromium-browser', 'google-chrome'],
    packages: ['chromium'],
    untested: 'everything in Chromium',
  },
  { commands: ['firefox-esr', 'firefox'], packages: ['firefox-esr'], untested: 'every journey in Firefox' },
  { commands: ['openssl'], packages: ['openssl'], untested: 'what OpenSSL says of our files' },
  { commands: ['certtool'], packages: ['gnutls-bin'], untested: 'what GnuTLS says of our files' },
  { commands: ['certutil'], packages: ['libnss3-tools'], untested: 'what NSS says of our files' },
  {
    commands: ['keytool'],
    packages: ['default-jre-headless'],
    untested: 'what Java says of our files',
  },
]

const has = (command) => spawnSync('sh', ['-c', `command -v ${command}`], { stdio: 'ignore' }).status === 0
const isMissing = ({ commands }) => !commands.some(has)

/**
 * Installs the missing tools from the system's packages where that can be done without a question.
 *
 * @returns {{ commands: string[], untested: string }[]} what is still missing; each is told loudly
 */
export function installSystemTools() {
  const missing = TOOLS.filter(isMissing)
  if (missing.length > 0) install(missing.flatMap(({ packages }) => packages))
  const left = missing.filter(isMissing)
  for (const { commands, untested } of left)
    console.log(`SKIPPED: ${commands[0]} is missing and could not be installed; not tested: ${untested}`)
  return left
}

function install(packages) {
  const isRoot = process.getuid?.() === 0
  if (!has('apt-get') || !(isRoot || spawnSync('sudo', ['-n', 'true'], { stdio: 'ignore' }).status === 0)) return
  console.log(`Installing ${packages.join(', ')} …`)
  aptGet(isRoot, ['update', '-q'])
  // One by one: a package that cannot be had must not keep the others away.
  for (const name of packages) aptGet(isRoot, ['install', '-q', '-y', '--no-install-recommends', name])
}

function aptGet(isRoot, args) {
  const env = ['env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', '-o', 'Dpkg::Lock::Timeout=120', ...args]
  const [program, ...rest] = isRoot ? env : ['sudo', '-n', ...env]
  const { status, stderr } = spawnSync(program, rest, { stdio: ['ignore', 'ignore', 'pipe'], timeout: 15 * 60_000 })
  if (status !== 0) console.log(String(stderr).trim().split('\n').slice(-3).join('\n'))
}

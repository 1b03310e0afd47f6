// `npm run report`: what the file weighs and why, and the promises about it that only the finished build can show.
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { build } from 'vite'
import { root } from './packages.mjs'

// The file grows with what it can read and write, and by nothing unseen: whoever raises these says why in the commit.
const LIMITS = { raw: 1_750_000, gzip: 480_000 }
/** Libraries that the first screen must not evaluate: they are reached by import() alone. */
const LAZY = ['pkijs', 'jszip', '@peculiar/x509']

const failures = []
const dist = join(root, 'dist')
const names = readdirSync(dist).sort()
const [page, handedOut] = ['index.html', 'ringroot.html'].map((name) => readFileSync(join(dist, name)))

if (names.join() !== 'index.html,ringroot.html')
  failures.push(`dist holds more than the two files: ${names.join(', ')}`)
if (!page.equals(handedOut)) failures.push('index.html and ringroot.html differ')

const modules = []
const again = await build({
  root,
  logLevel: 'silent',
  build: { write: false },
  plugins: [
    {
      name: 'weigh',
      generateBundle(_options, bundle) {
        for (const file of Object.values(bundle)) {
          if (file.type !== 'chunk') continue
          for (const [id, { renderedLength }] of Object.entries(file.modules)) {
            const { importedIds = [] } = this.getModuleInfo(id) ?? {}
            modules.push({ id, size: renderedLength, imports: importedIds })
          }
        }
      },
    },
  ],
})
const rebuilt = again.output.find(({ fileName }) => fileName === 'index.html')
if (rebuilt?.source !== page.toString()) failures.push('building again gives other bytes')

const packageOf = (id) => id.match(/.*node_modules\/((?:@[^/]+\/)?[^/]+)/)?.[1]

/** Follows static imports from the entry; gives the way to the first module of a package, or null. */
function staticWayTo(name) {
  const byId = new Map(modules.map((module) => [module.id, module]))
  const entry = modules.find(({ id }) => id.endsWith('/src/app/main.ts'))
  const ways = [[entry.id]]
  const seen = new Set([entry.id])
  for (let way = ways.shift(); way !== undefined; way = ways.shift()) {
    for (const id of byId.get(way.at(-1))?.imports ?? []) {
      if (seen.has(id)) continue
      seen.add(id)
      if (packageOf(id) === name) return [...way, id]
      ways.push([...way, id])
    }
  }
  return null
}

for (const name of LAZY) {
  const way = staticWayTo(name)
  if (way !== null)
    failures.push(
      `${name} is evaluated at start, by way of\n    ${way.map((id) => id.replace(root, '')).join('\n    ')}`,
    )
}

const sizes = new Map()
for (const { id, size } of modules) {
  const name = packageOf(id) ?? 'src'
  sizes.set(name, (sizes.get(name) ?? 0) + size)
}
console.log('Before minifying, by package:')
for (const [name, size] of [...sizes].sort((a, b) => b[1] - a[1]).slice(0, 20))
  console.log(`  ${name.padEnd(28)} ${String(size).padStart(9)}`)

const weights = { raw: page.length, gzip: gzipSync(page, { level: 9 }).length }
for (const [kind, weight] of Object.entries(weights)) {
  console.log(`${kind.padEnd(5)} ${String(weight).padStart(9)} of ${LIMITS[kind]} bytes`)
  if (weight > LIMITS[kind]) failures.push(`the file is heavier than its ${kind} limit`)
}
console.log(`SHA-256 ${createHash('sha256').update(page).digest('hex')}`)
for (const failure of failures) console.log(`FAILED: ${failure}`)
process.exitCode = failures.length > 0 ? 1 : 0

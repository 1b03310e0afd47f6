// `npm start`: installs what is missing, builds, serves the page and says where the single file is.
import { spawnSync } from 'node:child_process'
import { statSync } from 'node:fs'
import { join } from 'node:path'
import { installPackages, requireNode, root } from './packages.mjs'
import { serve } from './serve.mjs'

requireNode()
installPackages()
const build = spawnSync(process.execPath, [join(root, 'node_modules/vite/bin/vite.js'), 'build'], {
  cwd: root,
  stdio: 'inherit',
})
if (build.status !== 0) process.exit(1)
const folder = join(root, 'dist')
const file = join(folder, 'ringroot.html')
const { url } = await serve({ folder, port: 4173, tries: 20 })
console.log(`
Ringroot runs at   ${url}
The single file    ${file} (${Math.round(statSync(file).size / 1000)} kB): copy it anywhere and open it
End with           Ctrl+C`)

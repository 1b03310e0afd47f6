// The static host of the journeys: the built file on the loopback interface.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../../src/build/packages.mjs'
import { serve } from '../../src/build/serve.mjs'

const folder = join(root, 'dist')
if (!existsSync(join(folder, 'index.html'))) throw new Error('Nothing is built yet: run `npm run build` first')
await serve({ folder, port: Number(process.argv[2]) })

// The static host of the journeys: the built file on the loopback interface.
import { join } from 'node:path'
import { root } from '../../src/build/packages.mjs'
import { serve } from '../../src/build/serve.mjs'

await serve({ folder: join(root, 'dist'), port: Number(process.argv[2]) })

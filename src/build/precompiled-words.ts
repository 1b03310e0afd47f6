// Turns the message catalogues into parsed messages while building, so that the page carries no message compiler.
import { baseCompile } from '@intlify/message-compiler'
import type { Plugin } from 'vite'

/** A catalogue: texts by key, nested. */
interface Catalogue {
  readonly [key: string]: string | Catalogue
}

/**
 * Compiles `src/words/*.json` to the message trees that the runtime build of vue-i18n interprets.
 *
 * The runtime compiles with generated functions otherwise, which the page's policy forbids.
 *
 * @throws when a message cannot be parsed; the build names the file and the key
 */
export function precompiledWords(): Plugin {
  return {
    name: 'precompiled-words',
    enforce: 'pre',
    transform: {
      filter: { id: /\/src\/words\/[a-z-]+\.json$/ },
      handler(json) {
        const catalogue = JSON.parse(json) as Catalogue
        return {
          code: `export default ${JSON.stringify(compile(catalogue, ''))}`,
          moduleType: 'js',
          map: null,
        }
      },
    },
  }
}

function compile(catalogue: Catalogue, path: string): object {
  return Object.fromEntries(
    Object.entries(catalogue).map(([key, message]) => [
      key,
      typeof message === 'string' ? compileMessage(message, path + key) : compile(message, `${path}${key}.`),
    ]),
  )
}

function compileMessage(message: string, path: string): object {
  const onError = (error: { message: string }): never => {
    throw new Error(`Cannot read message "${path}": ${error.message}`)
  }
  return baseCompile(message, { jit: true, location: false, onError }).ast
}

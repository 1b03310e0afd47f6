// Folds the build into one HTML file: inline classic script, inline style, and a policy that names both by their hash.
import { createHash } from 'node:crypto'
import type { Plugin, Rolldown } from 'vite'
import { noticesFor } from './notices.ts'

type Output = Rolldown.OutputAsset | Rolldown.OutputChunk

/** The file people hand around; the same bytes as index.html. */
const HANDED_OUT = 'ringroot.html'

/**
 * Emits `index.html` and the same bytes as `ringroot.html`, and nothing else.
 *
 * A browser opens neither a module script nor a second file from `file://`, so everything stands inline, in a classic
 * script that is also its own worker's source. Fails the build when something would have to stand beside the file.
 */
export function singleFile(): Plugin {
  return {
    name: 'single-file',
    apply: 'build',
    enforce: 'post',
    config: () => ({
      base: './',
      build: {
        cssCodeSplit: false,
        assetsInlineLimit: Number.MAX_SAFE_INTEGER,
        modulePreload: false,
        rolldownOptions: {
          output: { format: 'iife', codeSplitting: false },
          // A classic script has no import.meta; Vite's own loader of chunks asks for it in vain.
          transform: { define: { 'import.meta': '{}' } },
        },
      },
    }),
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        const files: Output[] = Object.values(bundle)
        const page = files.find(({ fileName }) => fileName === 'index.html')
        const scripts = files.filter((file) => file.type === 'chunk')
        const styles = files.filter(({ fileName }) => fileName.endsWith('.css'))
        const [script] = scripts
        if (page?.type !== 'asset' || script === undefined || files.length !== 2 + styles.length)
          this.error(`Expected one page and one script, found ${files.map(({ fileName }) => fileName).join(', ')}`)
        const js = toInlineScript(script.code)
        this.parse(js) // throws when the escape has broken the program
        const css = styles.map((file) => textOf(file)).join('\n')
        if (/<\/style/i.test(css)) this.error('The style would end its own element')
        const html = foldIn(textOf(page), js, unifyLineEnds(css)) + noticesFor(Object.keys(script.modules)) + '\n'
        for (const file of [script, ...styles]) Reflect.deleteProperty(bundle, file.fileName)
        page.source = html
        this.emitFile({ type: 'asset', fileName: HANDED_OUT, source: html })
      },
    },
  }
}

function textOf(file: Output): string {
  if (file.type === 'chunk') return file.code
  return typeof file.source === 'string' ? file.source : new TextDecoder().decode(file.source)
}

// The hash covers the text between the tags as the HTML parser sees it: line ends become \n before hashing.
function unifyLineEnds(text: string): string {
  return text.replace(/\r\n?/g, '\n').trim()
}

// In a string, a template or a regular expression \x3C is the same character; elsewhere these sequences do not occur.
function toInlineScript(code: string): string {
  return unifyLineEnds(code).replace(/<(?=\/script|script|!--)/gi, '\\x3C')
}

function foldIn(page: string, js: string, css: string): string {
  const bare = page
    .replace(/<script\b[^>]*\bsrc=[^>]*><\/script>\s*/g, '')
    .replace(/<link\b[^>]*\brel="(?:stylesheet|modulepreload)"[^>]*>\s*/g, '')
  // Functions as replacements: the texts hold `$`, which a replacement string would expand.
  return bare
    .replace(
      '<meta charset="utf-8">',
      (charset) => `${charset}\n    <meta http-equiv="Content-Security-Policy" content="${policyFor(js, css)}">`,
    )
    .replace('</head>', () => `<style>${css}</style>\n  </head>`)
    .replace('</body>', () => `<script>${js}</script>\n  </body>`)
}

function policyFor(js: string, css: string): string {
  return [
    "default-src 'none'",
    `script-src ${sourceHash(js)}`,
    `style-src ${sourceHash(css)}`,
    'img-src data: blob:',
    'font-src data:',
    "connect-src 'none'",
    'worker-src blob:',
    "form-action 'none'",
    "base-uri 'none'",
    "require-trusted-types-for 'script'",
    'trusted-types vue app-worker',
  ].join('; ')
}

function sourceHash(text: string): string {
  return `'sha256-${createHash('sha256').update(text, 'utf8').digest('base64')}'`
}

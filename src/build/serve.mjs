// A static host for the built file, on the loopback interface only.
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { join } from 'node:path'

const PAGES = new Map([
  ['/', 'index.html'],
  ['/index.html', 'index.html'],
  ['/ringroot.html', 'ringroot.html'],
])
// What a page cannot say of itself in a <meta>: who may frame it.
const HEADERS = {
  'Content-Type': 'text/html; charset=utf-8',
  'Content-Security-Policy': "frame-ancestors 'none'",
  'X-Frame-Options': 'DENY',
  'Cache-Control': 'no-cache',
}

/**
 * Serves `dist`, read anew for every visit.
 *
 * @param {{ folder: string, port?: number, tries?: number }} options - from `port` on, the first free of `tries` ports;
 *   port 0 lets the system choose
 * @returns {Promise<{ url: string, close: () => Promise<void> }>}
 */
export async function serve({ folder, port = 0, tries = 1 }) {
  const server = createServer((request, response) => {
    const page = PAGES.get(new URL(request.url ?? '/', 'http://localhost').pathname)
    if (page === undefined) {
      response.writeHead(404).end()
      return
    }
    readFile(join(folder, page)).then(
      (html) => response.writeHead(200, HEADERS).end(html),
      () => response.writeHead(404).end('Nothing is built yet'),
    )
  })
  for (let attempt = 0; ; attempt++) {
    try {
      await listen(server, port === 0 ? 0 : port + attempt)
      break
    } catch (error) {
      if (error.code !== 'EADDRINUSE' || attempt + 1 >= tries) throw error
    }
  }
  return {
    url: `http://127.0.0.1:${server.address().port}/`,
    close: () => new Promise((resolve) => server.close(resolve)),
  }
}

function listen(server, port) {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject)
      resolve()
    })
  })
}

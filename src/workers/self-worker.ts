// Starts the worker from the page's own script: a single file opened from disk has no second script to load.

// Must run while the page's script runs: later, and in every module behind import(), currentScript is null.
const ownScript = typeof document === 'undefined' ? null : document.currentScript

interface ScriptUrlPolicy {
  createScriptURL(url: string): string
}
interface PolicyFactory {
  createPolicy(name: string, rules: ScriptUrlPolicy): ScriptUrlPolicy
}

// The page's policy names `app-worker`; a browser without Trusted Types needs no wrapping.
const policy = (globalThis as { trustedTypes?: PolicyFactory }).trustedTypes?.createPolicy('app-worker', {
  createScriptURL(url) {
    if (!url.startsWith('blob:')) throw new TypeError('The worker is made from the page itself: expected a blob URL')
    return url
  },
})

let blobUrl: string | undefined

/**
 * Starts a worker that runs the same script as the page.
 *
 * A classic `blob:` worker is the one kind that every browser allows on `file://`. The object URL is made once and
 * kept: a worker that died can be started again.
 */
export function spawnSelfWorker(): Worker {
  if (import.meta.env.DEV) return new Worker('/src/app/main.ts', { type: 'module' })
  if (ownScript === null) throw new TypeError('spawnSelfWorker() needs a page whose script stands inline')
  blobUrl ??= URL.createObjectURL(new Blob([ownScript.textContent], { type: 'text/javascript' }))
  return new Worker(policy?.createScriptURL(blobUrl) ?? blobUrl)
}

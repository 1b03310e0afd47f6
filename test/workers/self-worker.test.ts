import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

/** Takes down what it is started with. */
class RecordedWorker {
  static started: unknown[][] = []
  readonly args: unknown[]
  constructor(...args: unknown[]) {
    this.args = args
    RecordedWorker.started.push(args)
  }
}

const scripts: Blob[] = []

beforeEach(() => {
  RecordedWorker.started = []
  scripts.length = 0
  vi.resetModules()
  vi.stubEnv('DEV', false)
  vi.stubGlobal('Worker', RecordedWorker)
  vi.spyOn(URL, 'createObjectURL').mockImplementation((script) => `blob:null/${String(scripts.push(script as Blob))}`)
})
afterEach(() => {
  vi.unstubAllEnvs()
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})

const load = () => import('../../src/workers/self-worker.ts')
const stubPage = (): void => {
  vi.stubGlobal('document', { currentScript: { textContent: 'run()' } })
}

describe('spawnSelfWorker()', () => {
  it('starts a classic worker from the text of the script that it was evaluated in', async () => {
    stubPage()
    const { spawnSelfWorker } = await load()
    // Later, the page runs no script that could be asked for.
    vi.stubGlobal('document', { currentScript: null })
    spawnSelfWorker()
    expect(RecordedWorker.started).toEqual([['blob:null/1']])
    expect(await scripts[0]?.text()).toBe('run()')
  })

  it('makes one object URL for all workers', async () => {
    stubPage()
    const { spawnSelfWorker } = await load()
    spawnSelfWorker()
    spawnSelfWorker()
    expect(RecordedWorker.started).toEqual([['blob:null/1'], ['blob:null/1']])
  })

  it('passes the URL through the policy app-worker, which takes blob URLs only', async () => {
    stubPage()
    const policies: { name: string; createScriptURL: (url: string) => string }[] = []
    vi.stubGlobal('trustedTypes', {
      createPolicy(name: string, rules: { createScriptURL: (url: string) => string }) {
        policies.push({ name, ...rules })
        return { createScriptURL: (url: string) => `trusted ${rules.createScriptURL(url)}` }
      },
    })
    const { spawnSelfWorker } = await load()
    spawnSelfWorker()
    expect(policies.map(({ name }) => name)).toEqual(['app-worker'])
    expect(RecordedWorker.started).toEqual([['trusted blob:null/1']])
    expect(() => policies[0]?.createScriptURL('https://example.com/x.js')).toThrow(TypeError)
  })

  it('refuses where the page has no inline script', async () => {
    vi.stubGlobal('document', { currentScript: null })
    const { spawnSelfWorker } = await load()
    expect(spawnSelfWorker).toThrow(TypeError)
  })

  it('starts the entry module while developing', async () => {
    stubPage()
    vi.stubEnv('DEV', true)
    const { spawnSelfWorker } = await load()
    spawnSelfWorker()
    expect(RecordedWorker.started).toEqual([['/src/app/main.ts', { type: 'module' }]])
  })
})

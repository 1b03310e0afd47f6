import { afterEach, describe, expect, it } from 'vitest'
import { copyText } from '../../src/platform/clipboard.ts'
import { saveFile } from '../../src/platform/save-file.ts'
import { describeEnvironment } from '../../src/platform/secure-context.ts'

describe('saveFile()', () => {
  it('clicks a download of the bytes under the name and leaves nothing in the page', async () => {
    const clicked: HTMLAnchorElement[] = []
    const catchClick = (event: Event): void => {
      event.preventDefault()
      clicked.push(event.target as HTMLAnchorElement)
    }
    document.addEventListener('click', catchClick, { capture: true, once: true })
    saveFile('BasedOn Müller.p12', Uint8Array.of(1, 2, 255), 'application/x-pkcs12')
    expect(clicked.map(({ download }) => download)).toEqual(['BasedOn Müller.p12'])
    const response = await fetch(clicked[0]?.href ?? '')
    expect(response.headers.get('content-type')).toBe('application/x-pkcs12')
    expect(new Uint8Array(await response.arrayBuffer())).toEqual(Uint8Array.of(1, 2, 255))
    expect(document.querySelector('a[download]')).toBeNull()
  })
})

describe('copyText()', () => {
  const original = Object.getOwnPropertyDescriptor(Clipboard.prototype, 'writeText') ?? {}
  afterEach(() => {
    Object.defineProperty(Clipboard.prototype, 'writeText', original)
  })

  it('gives the text to the clipboard, and answers false when the browser refuses', async () => {
    const written: string[] = []
    Clipboard.prototype.writeText = (text) => Promise.resolve(void written.push(text))
    expect(await copyText('-----BEGIN')).toBe(true)
    expect(written).toEqual(['-----BEGIN'])
    Clipboard.prototype.writeText = () => Promise.reject(new DOMException('no', 'NotAllowedError'))
    expect(await copyText('x')).toBe(false)
  })
})

describe('describeEnvironment()', () => {
  it('notices the frame that the test runner puts this page in', () => {
    expect(window.self).not.toBe(window.top)
    expect(describeEnvironment()).toBe('framed')
  })
})

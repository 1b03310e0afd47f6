// Hands bytes to the browser as a download; where they go is the browser's and the person's business.

// Long enough for a download that first asks where to: Firefox reads the blob only after that.
const REVOKE_AFTER_MS = 60_000

/** Starts the download of one file; its memory is let go a minute later. */
export function saveFile(name: string, bytes: Uint8Array<ArrayBuffer>, mediaType: string): void {
  const url = URL.createObjectURL(new Blob([bytes], { type: mediaType }))
  const anchor = document.createElement('a')
  anchor.href = url
  anchor.download = name
  anchor.rel = 'noopener'
  anchor.hidden = true
  document.body.append(anchor)
  anchor.click()
  anchor.remove()
  setTimeout(() => {
    URL.revokeObjectURL(url)
  }, REVOKE_AFTER_MS)
}

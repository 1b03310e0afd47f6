// Keeps a file that misses its drop zone from replacing the page.

/**
 * Cancels the browser's own handling of drags over a window; drop zones still get their events.
 *
 * @returns the act that ends it
 */
export function preventDropNavigation(target: EventTarget): () => void {
  const cancel = (event: Event): void => {
    event.preventDefault()
  }
  target.addEventListener('dragover', cancel)
  target.addEventListener('drop', cancel)
  return () => {
    target.removeEventListener('dragover', cancel)
    target.removeEventListener('drop', cancel)
  }
}

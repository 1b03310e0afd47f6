// Text into the system's clipboard.

/**
 * Copies a text; call it from a click, browsers want one.
 *
 * @returns false when the browser refuses
 */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    return false
  }
}

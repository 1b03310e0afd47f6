// Host names as certificates hold them: A-labels, letters, digits and hyphens (RFC 5280 §4.2.1.6, RFC 5890 §2.3).
// Which field a name came from, and what to tell the person, is general-name.ts's business.

// RFC 1035 §2.3.4: 63 octets a label, 255 on the wire, which is 253 characters as text.
const MAX_NAME_LENGTH = 253
const LABEL = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/

/**
 * Turns a host name into lower-case A-labels, checked label by label.
 *
 * Non-ASCII names go through the platform's IDNA (UTS #46). ASCII names never do: `URL` would turn `1.2` into `1.0.0.2`
 * and decode `%41`. A name whose last label is a number could be taken for an IPv4 address (WHATWG URL §3.5), so it is
 * none of ours.
 *
 * @returns null when the text is no host name; wildcards are not host names
 */
export function toAsciiHostName(text: string): string | null {
  const ascii = /^[\0-\x7f]*$/.test(text) ? text.toLowerCase() : toALabels(text)
  if (ascii === null || ascii.length > MAX_NAME_LENGTH) return null
  const labels = ascii.split('.')
  const isHostName = labels.every((label) => LABEL.test(label) && isUsableLabel(label))
  return isHostName && !/^(?:\d+|0x[0-9a-f]*)$/.test(labels.at(-1) ?? '') ? ascii : null
}

function toALabels(text: string): string | null {
  // Whatever URL gives a meaning of its own must not reach it; the rest of ASCII is letters, digits, hyphen and dot.
  if (/[\0-,/:-@[-`{-\x7f]/.test(text)) return null
  try {
    return new URL(`https://${text}`).hostname
  } catch {
    return null
  }
}

// An A-label that does not decode is no name at all. Chromium looks at none in a name that is ASCII throughout, so a
// second label makes it look.
const isUsableLabel = (label: string): boolean =>
  !label.startsWith('xn--') || toALabels(`${label}.ü`) === `${label}.xn--tda`

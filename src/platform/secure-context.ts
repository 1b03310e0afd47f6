// Whether this page can do its work where it was opened.

export type Environment = 'ready' | 'insecure-context' | 'framed' | 'no-webcrypto'

/** What is looked at; the page's own window unless a test brings another. */
export interface EnvironmentFacts {
  readonly isSecureContext: boolean
  readonly isFramed: boolean
  readonly hasWebCrypto: boolean
}

/**
 * Tells whether the page can work here, and if not, why.
 *
 * `framed` comes first: a policy in a meta element cannot forbid framing (CSP3 §6.4.2), so the page refuses by itself.
 * Plain http apart from loopback is an insecure context and has no `crypto.subtle`.
 */
export function describeEnvironment(facts: EnvironmentFacts = readFacts()): Environment {
  if (facts.isFramed) return 'framed'
  if (!facts.isSecureContext) return 'insecure-context'
  return facts.hasWebCrypto ? 'ready' : 'no-webcrypto'
}

function readFacts(): EnvironmentFacts {
  const { subtle } = globalThis.crypto as { readonly subtle?: SubtleCrypto }
  return {
    isSecureContext: window.isSecureContext,
    isFramed: window.self !== window.top,
    hasWebCrypto: subtle !== undefined,
  }
}

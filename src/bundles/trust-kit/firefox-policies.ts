// The policy file that makes Firefox trust the root: by the system's own store where it can read that, and from a file.
import type { Anchor } from './anchor.ts'

/** Writes `policies.json`: UTF-8 without a byte order mark, LF. */
export const firefoxPolicies = ({ stem }: Anchor): string =>
  `${JSON.stringify(
    { policies: { Certificates: { ImportEnterpriseRoots: true, Install: [`${stem}.crt`] } } },
    undefined,
    2,
  )}\n`

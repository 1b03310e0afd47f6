// Who judges a certificate, in the order of the menu.
import { type PathProfile, rfc5280Profile, strictProfile } from '../../pki/path/path-profile.ts'

export const verifiers = {
  rfc5280: rfc5280Profile,
  strict: strictProfile,
} as const satisfies Record<string, PathProfile>

export type VerifierId = keyof typeof verifiers
export const verifierIds = Object.keys(verifiers) as readonly VerifierId[]

// How PBXs judge certificates that others show them: rows of data for pki/path, in the words of their manuals.
import { type PathProfile, rfc5280Profile } from '../pki/path/path-profile.ts'

/** Received certificate checks of Avaya IP Office, as its security settings name them. */
export const ipOfficeLevels = ['none', 'low', 'medium', 'high', 'medium-remote', 'high-remote'] as const
export type IpOfficeLevel = (typeof ipOfficeLevels)[number]

// What the manual does not ask: RFC 5280's finer points hold only where a level builds a path.
const none: PathProfile = {
  ...rfc5280Profile,
  id: 'ip-office-none',
  findsPath: false,
  endsInRoot: true,
  refusesUnknownCritical: false,
  refusesWeakSignatures: false,
  purposeScope: 'none',
  checksPeerName: false,
}
const low: PathProfile = { ...none, id: 'ip-office-low', minimumRsaBits: 1024 }
const medium: PathProfile = { ...low, id: 'ip-office-medium', findsPath: true }
const high: PathProfile = {
  ...medium,
  id: 'ip-office-high',
  minimumRsaBits: 2048,
  refusesSelfSigned: true,
  refusesReflected: true,
  needsCopyInStore: true,
}
const levels: Readonly<Record<IpOfficeLevel, PathProfile>> = {
  none,
  low,
  medium,
  high,
  'medium-remote': { ...medium, id: 'ip-office-medium-remote', checksPeerName: true },
  'high-remote': { ...high, id: 'ip-office-high-remote', checksPeerName: true },
}

/**
 * Gives what IP Office asks of a received certificate at a level. Every level asks that it is in date.
 *
 * @param fromR11 - whether the release is 11.1.3 or later, whose levels with a path also want key usage, an extended key
 * usage that fits where there is one, and no unknown critical extension. A system that was upgraded does so only after
 * its level was changed once.
 */
export function ipOfficeProfile(level: IpOfficeLevel, { fromR11 }: { readonly fromR11: boolean }): PathProfile {
  const profile = levels[level]
  if (!fromR11 || !profile.findsPath) return profile
  return { ...profile, needsKeyUsage: true, refusesUnknownCritical: true, purposeScope: 'target' }
}

/**
 * What MiVoice Office 400 and its phones ask before a call: that root and host certificate match, so that the root which
 * the phone holds has signed what the PBX shows, with no authority between, and both are in date.
 */
export const miVoiceOffice400Profile: PathProfile = {
  ...rfc5280Profile,
  id: 'mivoice-office-400',
  maxIntermediates: 0,
  endsInRoot: true,
  refusesUnknownCritical: false,
  refusesWeakSignatures: false,
  purposeScope: 'none',
  checksPeerName: false,
}

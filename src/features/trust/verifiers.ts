// Who judges a certificate, in the order of the menu.
import { type PathProfile, rfc5280Profile, strictProfile } from '../../pki/path/path-profile.ts'
import { ipOfficeLevels, ipOfficeProfile, miVoiceOffice400Profile } from '../../targets/received-certificates.ts'

type IpOfficeId = `ip-office-${(typeof ipOfficeLevels)[number]}`
export type VerifierId = 'rfc5280' | 'strict' | IpOfficeId | 'mivoice-office-400'

const levelIds = ipOfficeLevels.map((level) => `ip-office-${level}` as const)
export const verifierIds: readonly VerifierId[] = ['rfc5280', 'strict', ...levelIds, 'mivoice-office-400']

/** Tells whether a verifier is IP Office, whose release matters. */
export const isIpOffice = (id: VerifierId): id is IpOfficeId => id.startsWith('ip-office-')

/** Gives what a verifier asks; `isOldRelease`: an IP Office before 11.1.3. */
export function profileOf(id: VerifierId, isOldRelease: boolean): PathProfile {
  if (id === 'rfc5280') return rfc5280Profile
  if (id === 'strict') return strictProfile
  if (id === 'mivoice-office-400') return miVoiceOffice400Profile
  const level = ipOfficeLevels.find((one) => id === `ip-office-${one}`) ?? 'medium'
  return ipOfficeProfile(level, { fromR11: !isOldRelease })
}

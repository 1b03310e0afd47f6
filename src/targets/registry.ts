// The list of targets: a new one is a file beside this one and a line here. The person's own come from the vault.
import { ciscoExpressway } from './cisco-expressway.ts'
import { generic } from './generic.ts'
import { innovaphone } from './innovaphone.ts'
import { ipOfficeManager } from './ip-office-manager.ts'
import { ipOfficeSipTelephony } from './ip-office-sip-telephony.ts'
import { ipOfficeWebManager } from './ip-office-web-manager.ts'
import { mitelMsl } from './mitel-msl.ts'
import { miVoiceConnectAppliance } from './mivoice-connect-appliance.ts'
import { miVoiceConnect } from './mivoice-connect.ts'
import { miVoiceOffice400 } from './mivoice-office-400.ts'
import { openScapeBusinessBooster } from './openscape-business-booster.ts'
import { openScapeBusiness } from './openscape-business.ts'
import { audioCodes } from './phones/audiocodes.ts'
import { avaya1100 } from './phones/avaya-1100.ts'
import { avayaJ100 } from './phones/avaya-j100.ts'
import { avayaVantage } from './phones/avaya-vantage.ts'
import { cisco9800 } from './phones/cisco-9800.ts'
import { ciscoEnterprise } from './phones/cisco-enterprise.ts'
import { ciscoMpp } from './phones/cisco-mpp.ts'
import { ciscoSpa } from './phones/cisco-spa.ts'
import { fanvil } from './phones/fanvil.ts'
import { flyingVoice } from './phones/flyingvoice.ts'
import { gigaset } from './phones/gigaset.ts'
import { grandstreamGrp } from './phones/grandstream-grp.ts'
import { grandstreamGxv } from './phones/grandstream-gxv.ts'
import { htek } from './phones/htek.ts'
import { mitel6800 } from './phones/mitel-6800.ts'
import { panasonic } from './phones/panasonic.ts'
import { polyObi } from './phones/poly-obi.ts'
import { polyVvx } from './phones/poly-vvx.ts'
import { snom } from './phones/snom.ts'
import { twoN } from './phones/two-n.ts'
import { unifyOpenStage } from './phones/unify-openstage.ts'
import { yealink } from './phones/yealink.ts'
import type { Target } from './target.ts'
import { vodia } from './vodia.ts'

/** Every target in the order of the menu. */
export const targets: readonly Target[] = [
  generic,
  openScapeBusiness,
  openScapeBusinessBooster,
  miVoiceConnect,
  miVoiceConnectAppliance,
  miVoiceOffice400,
  ipOfficeManager,
  ipOfficeWebManager,
  ipOfficeSipTelephony,
  mitelMsl,
  vodia,
  innovaphone,
  ciscoExpressway,
  // Phones, by name
  twoN,
  audioCodes,
  avaya1100,
  avayaJ100,
  avayaVantage,
  ciscoMpp,
  cisco9800,
  ciscoEnterprise,
  ciscoSpa,
  fanvil,
  flyingVoice,
  gigaset,
  grandstreamGrp,
  grandstreamGxv,
  htek,
  mitel6800,
  panasonic,
  polyObi,
  polyVvx,
  snom,
  unifyOpenStage,
  yealink,
]

/** The targets that a request can be made for: some PBXs ask for none. */
export const requestTargets: readonly Target[] = targets.filter(({ files }) => files.request.length > 0)

let readOwnTargets: () => readonly Target[] = () => []

/**
 * Says where the person's own targets are read from: the page's list of what the vault holds just now. A locked vault
 * gives none.
 */
export function bringOwnTargets(source: () => readonly Target[]): void {
  readOwnTargets = source
}

/** The person's own targets, by name; none may take the place of one of ours. */
export const ownTargets = (): readonly Target[] => readOwnTargets()

/** Tells whether a target is known just now. */
export const isKnownTarget = (id: string): boolean => [...targets, ...ownTargets()].some((target) => target.id === id)

/** Finds a target; an id that no version of Ringroot knows any more counts as generic, as does one of a locked vault. */
export function findTarget(id: string): Target {
  return targets.find((target) => target.id === id) ?? ownTargets().find((target) => target.id === id) ?? generic
}

/** Finds the target of ours that an own one rests on; any other is its own base. */
export const baseOf = (target: Target): Target =>
  target.basedOn === undefined ? target : (targets.find(({ id }) => id === target.basedOn) ?? generic)

// Every rule, in the order in which findings of one level are shown; a new one is a file beside these and a line here.
import type { CheckRule } from './check-rule.ts'
import { addressAsHost } from './rules/address-as-host.ts'
import { androidRoots } from './rules/android-roots.ts'
import { anyPurpose } from './rules/any-purpose.ts'
import { apple825 } from './rules/apple-825.ts'
import { authorityAsServer } from './rules/authority-as-server.ts'
import { authorityBits } from './rules/authority-bits.ts'
import { authorityConstraints } from './rules/authority-constraints.ts'
import { authorityNameless } from './rules/authority-nameless.ts'
import { authorityPurpose } from './rules/authority-purpose.ts'
import { beginsNow } from './rules/begins-now.ts'
import { clientPurposePublic } from './rules/client-purpose-public.ts'
import { commonNameApart } from './rules/common-name-apart.ts'
import { crlHosted } from './rules/crl-hosted.ts'
import { ecForPhones } from './rules/ec-for-phones.ts'
import { ed25519 } from './rules/ed25519.ts'
import { expired } from './rules/expired.ts'
import { intermediateAsRoot } from './rules/intermediate-as-root.ts'
import { ipOfficeHigh } from './rules/ip-office-high.ts'
import { ipOfficeLow } from './rules/ip-office-low.ts'
import { keyIdentifiers } from './rules/key-identifiers.ts'
import { nameLength } from './rules/name-length.ts'
import { namesCritical } from './rules/names-critical.ts'
import { noClientPurpose } from './rules/no-client-purpose.ts'
import { noDigitalSignature } from './rules/no-digital-signature.ts'
import { noKeyEncipherment } from './rules/no-key-encipherment.ts'
import { noKeyUsage } from './rules/no-key-usage.ts'
import { noNames } from './rules/no-names.ts'
import { noServerPurpose } from './rules/no-server-purpose.ts'
import { notPublic } from './rules/not-public.ts'
import { otherKey } from './rules/other-key.ts'
import { otherPurpose } from './rules/other-purpose.ts'
import { outlivesIssuer } from './rules/outlives-issuer.ts'
import { p521 } from './rules/p-521.ts'
import { publicLimit } from './rules/public-limit.ts'
import { publicNow } from './rules/public-now.ts'
import { publicShould } from './rules/public-should.ts'
import { rootLength } from './rules/root-length.ts'
import { rootPurpose } from './rules/root-purpose.ts'
import { rsaShort } from './rules/rsa-short.ts'
import { rsaTiny } from './rules/rsa-tiny.ts'
import { sameName } from './rules/same-name.ts'
import { serialNext } from './rules/serial-next.ts'
import { serialWeak } from './rules/serial-weak.ts'
import { targetKey } from './rules/target-key.ts'
import { targetNames } from './rules/target-names.ts'
import { targetSelfSigned } from './rules/target-self-signed.ts'
import { targetSize } from './rules/target-size.ts'
import { targetValidity } from './rules/target-validity.ts'
import { targetWildcard } from './rules/target-wildcard.ts'
import { unknownCritical } from './rules/unknown-critical.ts'
import { weakSignatureWindows } from './rules/weak-signature-windows.ts'
import { weakSignature } from './rules/weak-signature.ts'

export const allRules = [
  apple825,
  beginsNow,
  expired,
  outlivesIssuer,
  publicLimit,
  publicNow,
  publicShould,
  rootLength,
  addressAsHost,
  commonNameApart,
  namesCritical,
  nameLength,
  noNames,
  notPublic,
  ecForPhones,
  ed25519,
  p521,
  otherKey,
  rsaShort,
  rsaTiny,
  weakSignature,
  weakSignatureWindows,
  authorityBits,
  authorityPurpose,
  clientPurposePublic,
  noClientPurpose,
  noDigitalSignature,
  noKeyEncipherment,
  noKeyUsage,
  noServerPurpose,
  otherPurpose,
  anyPurpose,
  rootPurpose,
  authorityAsServer,
  authorityConstraints,
  intermediateAsRoot,
  authorityNameless,
  sameName,
  serialNext,
  serialWeak,
  keyIdentifiers,
  unknownCritical,
  crlHosted,
  androidRoots,
  ipOfficeHigh,
  ipOfficeLow,
  targetKey,
  targetNames,
  targetSelfSigned,
  targetSize,
  targetValidity,
  targetWildcard,
] as const satisfies readonly CheckRule[]

/** Permanent. */
export type RuleId = (typeof allRules)[number]['id']

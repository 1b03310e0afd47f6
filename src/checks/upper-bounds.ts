// How long the attributes of a subject may be, in characters (RFC 5280 appendix A.1).
import { oids } from '../pki/oids.ts'

export const upperBounds: Readonly<Partial<Record<string, number>>> = {
  [oids.stateOrProvinceName]: 128,
  [oids.localityName]: 128,
  [oids.organizationName]: 64,
  [oids.organizationalUnitName]: 64,
  [oids.commonName]: 64,
}

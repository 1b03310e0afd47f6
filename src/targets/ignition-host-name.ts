// The host name that IP Office gives itself where nobody sets one.
// Source: Avaya, IP Office Security, Initial Certificate Settings, "Issuer".
import { TargetError } from './errors.ts'
import { formatMacAddress, parseMacAddress } from './mac-address.ts'

/**
 * Gives the name by the rule of the ignition: the DNS name of LAN 1, else that of LAN 2, else the MAC address, as in
 * `ipoffice-00e007057307.avaya.com`. A page cannot ask DNS, so the names are what the person knows.
 *
 * @param dnsNames - of LAN 1 and LAN 2, in this order; empty where there is none
 * @param macAddress - of the first port, in any spelling
 * @returns an empty text while nothing of it is known, or the MAC address cannot be read
 */
export function ignitionHostName(dnsNames: readonly string[], macAddress: string): string {
  const named = dnsNames.map((name) => name.trim()).find((name) => name !== '')
  if (named !== undefined || macAddress.trim() === '') return named ?? ''
  try {
    const mac = formatMacAddress(parseMacAddress(macAddress), { letters: 'lower', separator: '' })
    return `ipoffice-${mac}.avaya.com`
  } catch (error) {
    if (!(error instanceof TargetError)) throw error
    return ''
  }
}

// The command that shows what a server presents, for a machine that reaches it.
import { toAsciiHostName } from '../../pki/host-name.ts'
import { parseIpAddress } from '../../pki/ip-address.ts'

/** Writes the command; what is no host name or address is left out of it, since a shell would read it as more. */
export function fetchCommandFor(typed: string): string {
  const text = typed.trim().replace(/^sips?:(?:[^@]*@)?/i, '')
  if (parseIpAddress(text) !== null) {
    const address = text.includes(':') ? `[${text}]` : text
    return `openssl s_client -connect ${address}:443 -showcerts </dev/null`
  }
  const host = toAsciiHostName(text)
  const name = host !== null && /^[a-z\d.-]+$/i.test(host) && !host.startsWith('-') ? host : 'pbx.example.com'
  return `openssl s_client -connect ${name}:443 -servername ${name} -showcerts </dev/null`
}

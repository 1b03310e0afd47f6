// Does this key fit? Every key of the list against every certificate and request in it. No Vue here.
import type { Bytes } from '../../pki/bytes.ts'
import { decodeCertificate } from '../../pki/certificate.ts'
import { isAuthority } from '../../pki/extensions/basic-constraints.ts'
import { isKeyOf } from '../../pki/match-key.ts'
import type { Item } from './use-findings.ts'

/** A certificate or a request: what a key can belong to. */
export interface KeyHolder {
  readonly name: string
  readonly source: string
  readonly kind: 'certificate' | 'certification-request'
}

/** The answer for one key. */
export interface KeyFit {
  readonly id: number
  /** Its kind: `RSA 2048`. */
  readonly name: string
  readonly source: string
  readonly kind: 'private-key' | 'public-key'
  readonly fits: readonly KeyHolder[]
  /** Where it fits nothing: what it was held against. */
  readonly misses: readonly KeyHolder[]
}

// Beyond, it is a delivery and no question; what belongs together is put together all the same.
const MAX_KEYS = 10
const MAX_HOLDERS = 50

/** Holds keys against certificates and requests; nothing where there are none of either, or too many to be a question. */
export function keyFits(items: readonly Item[]): KeyFit[] {
  const keys = items.flatMap(keyOf)
  if (keys.length === 0 || keys.length > MAX_KEYS) return []
  const holders = [...new Map(items.flatMap(holderOf).map((holder) => [holder.sha256, holder])).values()]
  if (holders.length === 0 || holders.length > MAX_HOLDERS) return []
  // What a CA sends of its own is not what a key was meant for, unless there is nothing else.
  const meant = holders.filter((holder) => !isOfAuthority(holder))
  return keys.map(({ publicKey, ...key }) => {
    const fits = holders.filter((holder) => isKeyOf(publicKey, holder))
    return { ...key, fits, misses: fits.length > 0 ? [] : meant.length > 0 ? meant : holders }
  })
}

interface Key extends Omit<KeyFit, 'fits' | 'misses'> {
  readonly publicKey: Bytes
}

function keyOf({ id, source, finding }: Item): Key[] {
  if (finding?.state !== 'ok' || finding.publicKey === undefined) return []
  const { kind, name, publicKey } = finding
  return kind === 'private-key' || kind === 'public-key' ? [{ id, source, kind, name, publicKey }] : []
}

interface Holder extends KeyHolder {
  readonly der: Bytes
  readonly sha256: string
}

function holderOf({ source, finding }: Item): Holder[] {
  if (finding?.state !== 'ok' || finding.der === undefined || finding.sha256 === undefined) return []
  const { kind, name, der, sha256 } = finding
  return kind === 'certificate' || kind === 'certification-request' ? [{ source, kind, name, der, sha256 }] : []
}

const isOfAuthority = ({ kind, der }: Holder): boolean =>
  kind === 'certificate' && isAuthority(decodeCertificate(der).extensions)

// Which root a kit is about: of an authority in the vault, or one that the person brings. No Vue here.
import { type KitCertificates, pickRoot } from '../../bundles/trust-kit/pick-root.ts'
import type { Services } from '../../parts/services.ts'
import { type Bytes, equalBytes, withoutRepeats } from '../../pki/bytes.ts'
import { decodeCertificate } from '../../pki/certificate.ts'
import { makeVisible } from '../../pki/describe/visible-text.ts'
import { commonNameOf, formatDistinguishedName } from '../../pki/distinguished-name.ts'
import type { Entry } from '../../vault/entry.ts'
import type { OpenedPart } from '../../workers/open-any.ts'

/** The certificates of a kit, and what people call the root. */
export interface KitSource extends KitCertificates {
  readonly name: string
}

/**
 * Finds the root above an authority, and all authorities of the vault that are below that root.
 *
 * @returns null when there is no such authority
 */
export function findKitSource(entries: readonly Entry[], id: string): KitSource | null {
  const authorities = entries.filter(({ kind }) => kind === 'authority' || kind === 'trusted').map(wholeChain)
  const [rootDer] = authorities.find((chain) => chain.id === id)?.fromRoot ?? []
  if (rootDer === undefined) return null
  const below = authorities.filter(({ fromRoot: [root] }) => root !== undefined && equalBytes(root, rootDer))
  return {
    rootDer,
    name: nameOf(rootDer),
    intermediatesDer: withoutRepeats(below.flatMap(({ fromRoot }) => fromRoot.slice(1))),
  }
}

/**
 * Reads a root, and intermediates beside it, out of a file or a text.
 *
 * @throws {@link BundleError} `trust-kit/no-certificate`, `zip/…`
 */
export async function readKitSource(bytes: Bytes, { pki }: Pick<Services, 'pki'>): Promise<KitSource> {
  const picked = pickRoot(await readCertificates(bytes, { pki }))
  return { ...picked, name: nameOf(picked.rootDer) }
}

/** Reads every certificate out of a file or a text, each once. */
export async function readCertificates(bytes: Bytes, { pki }: Pick<Services, 'pki'>): Promise<Bytes[]> {
  const found: Bytes[] = []
  const onPart = ({ findings }: OpenedPart): void => {
    for (const { kind, der, privateKeyInfo } of findings) {
      privateKeyInfo?.fill(0)
      if (kind === 'certificate' && der !== undefined) found.push(der)
    }
  }
  await pki.openFile(bytes, { onPart })
  return withoutRepeats(found)
}

const wholeChain = ({ id, certificateDer, chain }: Entry): { id: string; fromRoot: readonly Bytes[] } => ({
  id,
  fromRoot: [...(certificateDer ? [certificateDer] : []), ...chain.map((link) => link.certificateDer)].reverse(),
})

function nameOf(der: Bytes): string {
  const { subject } = decodeCertificate(der)
  return makeVisible(commonNameOf(subject) ?? formatDistinguishedName(subject))
}

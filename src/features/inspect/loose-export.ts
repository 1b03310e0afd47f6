// What one finding, or a bunch of certificates, can be taken away as when no target asks for it. No Vue here.
import type { LooseObject } from '../../bundles/credential.ts'
import type { EntryMaterial } from '../../parts/entry-bundle.ts'
import type { ExportSource } from '../../parts/export-source.ts'
import type { Bytes } from '../../pki/bytes.ts'
import { decodeCertificate } from '../../pki/certificate.ts'
import { isAuthority } from '../../pki/extensions/basic-constraints.ts'
import type { FileRecipe } from '../../targets/target.ts'
import type { Item } from './use-findings.ts'

/** Something, its forms, and where they are made from. */
export interface LooseExport {
  readonly name: string
  readonly forms: readonly FileRecipe[]
  readonly source: ExportSource
}

const formsOf = {
  certificate: [
    { name: '{name}.crt', content: 'certificate-pem' },
    { name: '{name}.der', content: 'certificate-der' },
  ],
  'certification-request': [
    { name: '{name}.csr', content: 'request-pem' },
    { name: '{name}-der.csr', content: 'request-der' },
  ],
  crl: [
    { name: '{name}.crl', content: 'crl-der' },
    { name: '{name}-crl.pem', content: 'crl-pem' },
  ],
  'public-key': [
    { name: '{name}.pub.pem', content: 'public-key-pem' },
    { name: '{name}.pub.der', content: 'public-key-der' },
  ],
  'private-key': [
    { name: '{name}.key', content: 'private-key-pem' },
    { name: '{name}.p8', content: 'private-key-der' },
    { name: '{name}-old.key', content: 'private-key-traditional' },
    { name: '{name}-key.p12', content: 'pkcs12-key' },
  ],
} as const satisfies Record<string, readonly FileRecipe[]>

const bunchForms: readonly FileRecipe[] = [
  { name: '{name}.pem', content: 'bunch-pem' },
  { name: '{name}.p7b', content: 'pkcs7-bunch-pem' },
  { name: '{name}-der.p7b', content: 'pkcs7-bunch-der' },
  { name: '{name}.p12', content: 'pkcs12-bunch' },
  { name: '{name}-truststore.p12', content: 'pkcs12-bunch-trust-store' },
]

/**
 * Gives the forms of one finding by itself; null for what has none of its own, as a container has not.
 *
 * @param copyKey - gives the private key of an item, for the caller to wipe
 */
export function looseExportOf(
  { id, source, finding }: Item,
  copyKey: (id: number) => Bytes | undefined,
): LooseExport | null {
  if (finding?.state !== 'ok') return null
  const { kind, der, publicKey } = finding
  switch (kind) {
    case 'certificate':
      return der === undefined ? null : looseOf(finding.name, kind, { certificateDer: der })
    case 'certification-request':
      return der === undefined ? null : looseOf(finding.name, kind, { requestDer: der })
    case 'crl':
      return der === undefined ? null : looseOf(finding.name, kind, {}, { crlDer: der })
    case 'public-key':
      return publicKey === undefined ? null : looseOf(fileNameOf(source), kind, {}, { publicKeyDer: publicKey })
    case 'private-key':
      return keyExportOf(fileNameOf(source), () => Promise.resolve(copyKey(id)))
    default:
      return null
  }
}

/** Gives the forms of many certificates together. */
export const bunchExportOf = (name: string, bunchDer: readonly Bytes[]): LooseExport => ({
  name,
  forms: bunchForms,
  source: sourceOf({ entry: stub(name), loose: { bunchDer } }),
})

/** Gives the forms of a private key alone; what `openKey` gives is wiped after. */
export function keyExportOf(name: string, openKey: () => Promise<Bytes | undefined>): LooseExport {
  const open: ExportSource['open'] = async () => {
    const privateKeyInfo = await openKey()
    return { entry: stub(name), ...(privateKeyInfo && { privateKeyInfo }) }
  }
  return { name, forms: formsOf['private-key'], source: { open } }
}

/** Tells whether a certificate that was shown is one of an authority. */
export const isAuthorityCertificate = (der: Bytes): boolean => isAuthority(decodeCertificate(der).extensions)

function looseOf(
  name: string,
  kind: keyof typeof formsOf,
  parts: Partial<EntryMaterial['entry']>,
  loose?: LooseObject,
): LooseExport {
  const source = sourceOf({ entry: { ...stub(name), ...parts }, ...(loose && { loose }) })
  return { name, forms: formsOf[kind], source }
}

const stub = (name: string): EntryMaterial['entry'] => ({ kind: 'identity', name, chain: [] })
const sourceOf = (material: EntryMaterial): ExportSource => ({ open: () => Promise.resolve(material) })

// A key has no name; its file has one, behind the archive that it came in and without what tells its form.
function fileNameOf(source: string): string {
  const file = source.split(/[/\\]| › /).at(-1) ?? ''
  return file.replace(/(?:\.(?:key|pem|der|p8|pk8|pub|txt))+$/i, '') || 'key'
}

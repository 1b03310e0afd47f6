// Everything that the entry page shows, read in the worker where a library is needed. No Vue here.
import type { DisplayNode } from '../../pki/describe/display-node.ts'
import { decodeCertificate } from '../../pki/certificate.ts'
import { fingerprint } from '../../pki/fingerprint.ts'
import { encodePem } from '../../pki/pem.ts'
import type { CheckFinding } from '../../checks/run-checks.ts'
import { certificateFindings } from '../../parts/certificate-findings.ts'
import type { Services } from '../../parts/services.ts'
import { findTarget } from '../../targets/registry.ts'
import { type FactoryCertificateId, recognizeFactoryCertificate } from '../../targets/factory-certificates.ts'

export interface EntryDetails {
  readonly pem: string
  /** All fields; the fingerprints stand apart. */
  readonly tree: readonly DisplayNode[]
  /** Upper-case hexadecimal with colons. */
  readonly sha256: string
  readonly sha1: string
  /** What clients and devices say of it; empty for a request. */
  readonly findings: readonly CheckFinding[]
  /** Which PBX came with it; null for every other certificate. */
  readonly factoryId: FactoryCertificateId | null
}

/**
 * Loads an entry for showing; its private key stays closed.
 *
 * @throws {@link VaultError} when there is no such entry, or its record is damaged
 */
export async function openEntry(id: string, { keeper, pki, now }: Services): Promise<EntryDetails> {
  const { entry } = await keeper.load(id)
  const der = entry.certificateDer ?? entry.requestDer
  if (der === undefined) throw new TypeError('An entry has a certificate or a request')
  const isCertificate = entry.certificateDer !== undefined
  const tree = await (isCertificate ? pki.describeCertificate(der) : pki.describeRequest(der))
  return {
    pem: encodePem(isCertificate ? 'CERTIFICATE' : 'CERTIFICATE REQUEST', der),
    tree: tree.filter(({ label }) => label !== 'fingerprints'),
    sha256: await fingerprint(der, 'SHA-256'),
    sha1: await fingerprint(der, 'SHA-1'),
    findings: isCertificate
      ? certificateFindings(der, {
          target: findTarget(entry.targetId),
          moment: now(),
          issuerDer: entry.chain[0]?.certificateDer,
          isInRootStore: entry.kind === 'trusted',
        })
      : [],
    factoryId: isCertificate ? recognizeFactoryCertificate(decodeCertificate(der)) : null,
  }
}

// From a checked plan to a new entry with its key: the steps that authority and certificate pages share.
// Keys live in plain variables here and nowhere else; the caller keeps them in the vault and wipes them.
import type { Bytes } from '../pki/bytes.ts'
import { decodeCertificate, issueCertificate, issuerLimitsOf, issueSelfSignedCertificate } from '../pki/certificate.ts'
import type { IssuanceRequest, IssuerLimits } from '../pki/issuance-request.ts'
import { type GeneratedKeyPair, generateKeyPair, importSigningKey, type SigningKey } from '../pki/key-pair.ts'
import type { HashAlgorithm } from '../pki/algorithms.ts'
import { type ChainLink, type Entry, type EntryKind, newEntryId } from '../vault/entry.ts'
import type { VaultKeeper } from '../vault/vault-keeper.ts'
import type { CertificatePlan } from './entry-form.ts'
import type { IssuePlan } from './issue-form.ts'
import type { Services } from './services.ts'

/** An authority ready to sign. */
export interface Issuer {
  readonly certificateDer: Bytes
  /** Itself first, its root last: what goes under every certificate that it issues. */
  readonly chain: readonly ChainLink[]
  readonly signingKey: SigningKey
}

/** A new entry and its private key (PKCS #8 DER, secret). */
export interface Issued {
  readonly entry: Entry & { readonly certificateDer: Bytes }
  readonly privateKeyInfo: Bytes
}

/** Stands for an issuer's id where a certificate is signed with its own key. */
export const ITSELF = 'itself'

/** Reads the limits that an authority of the vault puts on what it issues; null for {@link ITSELF}. Its key stays closed. */
export async function issuerLimits(keeper: VaultKeeper, id: string): Promise<IssuerLimits | null> {
  if (id === ITSELF) return null
  return issuerLimitsOf(decodeCertificate(certificateOf((await keeper.load(id)).entry)))
}

function certificateOf({ certificateDer }: Entry): Bytes {
  if (certificateDer === undefined) throw new TypeError('An issuer is an entry with a certificate')
  return certificateDer
}

/** Opens an authority of the vault for signing with a hash; null for {@link ITSELF}. */
export async function openIssuer(keeper: VaultKeeper, id: string, hash: HashAlgorithm): Promise<Issuer | null> {
  if (id === ITSELF) return null
  const { entry } = await keeper.load(id)
  const certificateDer = certificateOf(entry)
  return {
    certificateDer,
    chain: [{ name: entry.name, certificateDer }, ...entry.chain],
    signingKey: await keeper.openSigningKey(id, hash),
  }
}

/** Makes a fresh root the issuer of what comes next, without a detour through the vault. */
async function issuerFrom({ entry, privateKeyInfo }: Issued, hash: HashAlgorithm): Promise<Issuer> {
  const { name, certificateDer } = entry
  return { certificateDer, chain: [{ name, certificateDer }], signingKey: await importSigningKey(privateKeyInfo, hash) }
}

/**
 * Generates a key, issues its certificate and has it reread by code that did not write it.
 *
 * @param issuer - null for a self-signed certificate
 * @throws {@link PkiError} when the reread certificate is not what was asked for
 */
export async function issueEntry(
  plan: CertificatePlan,
  kind: EntryKind,
  issuer: Issuer | null,
  { pki, now }: Pick<Services, 'pki' | 'now'>,
  signal: AbortSignal,
): Promise<Issued> {
  const keyPair = await generateKeyPair(plan.request.keyAlgorithm, plan.request.hash)
  const certificateDer = await certify(plan.request, keyPair, issuer, { pki, signal }).catch((error: unknown) => {
    keyPair.privateKeyInfo.fill(0)
    throw error
  })
  return {
    entry: { ...newEntry(plan, kind, certificateDer, issuer, now()), hasPrivateKey: true },
    privateKeyInfo: keyPair.privateKeyInfo,
  }
}

/**
 * Issues a certificate for a key whose private half is elsewhere, and has it reread by code that did not write it.
 *
 * @param subjectPublicKeyInfo - as `receiveRequest` gives it: judged, and its possession proven
 * @throws {@link PkiError} when the reread certificate is not what was asked for
 */
export async function issueForKey(
  plan: CertificatePlan,
  subjectPublicKeyInfo: Bytes,
  issuer: Issuer,
  { pki, now }: Pick<Services, 'pki' | 'now'>,
  signal: AbortSignal,
): Promise<Issued['entry']> {
  signal.throwIfAborted()
  const certificateDer = await issueCertificate(plan.request, subjectPublicKeyInfo, issuer)
  await pki.proveCertificate(certificateDer, issuer.certificateDer, plan.request, subjectPublicKeyInfo)
  signal.throwIfAborted()
  return newEntry(plan, 'identity', certificateDer, issuer, now())
}

const newEntry = (
  { name, targetId }: CertificatePlan,
  kind: EntryKind,
  certificateDer: Bytes,
  issuer: Issuer | null,
  createdAt: Date,
): Issued['entry'] => ({
  id: newEntryId(),
  kind,
  name,
  targetId,
  createdAt,
  certificateDer,
  chain: issuer?.chain ?? [],
  doneSteps: [],
  hasPrivateKey: false,
})

async function certify(
  request: IssuanceRequest,
  keyPair: GeneratedKeyPair,
  issuer: Issuer | null,
  { pki, signal }: Pick<Services, 'pki'> & { signal: AbortSignal },
): Promise<Bytes> {
  signal.throwIfAborted()
  const certificateDer =
    issuer === null
      ? await issueSelfSignedCertificate(request, keyPair)
      : await issueCertificate(request, keyPair.subjectPublicKeyInfo, issuer)
  await pki.proveCertificate(certificateDer, issuer?.certificateDer ?? certificateDer, request)
  signal.throwIfAborted()
  return certificateDer
}

/**
 * Opens the authority that a plan names, or makes its new root, which is added to what was made.
 *
 * @returns null for a certificate that signs itself
 */
export async function prepareIssuer(
  plan: IssuePlan,
  services: Services,
  signal: AbortSignal,
  made: Issued[],
): Promise<Issuer | null> {
  const { hash } = plan.certificate.request
  if (plan.authority === null) return openIssuer(services.keeper, plan.issuerId, hash)
  const root = await issueEntry(plan.authority, 'authority', null, services, signal)
  made.push(root)
  return issuerFrom(root, hash)
}

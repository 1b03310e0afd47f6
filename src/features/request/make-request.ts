// J1: a certification request for a public or foreign CA, with a key made for it or one of the vault. No Vue here.
import type { Bytes } from '../../pki/bytes.ts'
import { signCertificationRequest } from '../../pki/certification-request.ts'
import { type CertificationForm, type CertificationIntent, parseCertificationForm } from '../../pki/issuance-request.ts'
import { PkiError } from '../../pki/errors.ts'
import { generateKeyPair, importSigningKey, type SigningKey } from '../../pki/key-pair.ts'
import { buildEntryBundle } from '../../parts/entry-bundle.ts'
import { type CheckedForm, checkNameAndTarget, type EntryField, type NamedForm } from '../../parts/entry-form.ts'
import type { FormProblem } from '../../parts/form-problem.ts'
import { keepMade, type Made } from '../../parts/made.ts'
import type { Services } from '../../parts/services.ts'
import { findTarget } from '../../targets/registry.ts'
import { newEntryId } from '../../vault/entry.ts'
import { type ExistingKey, NEW_KEY } from './existing-key.ts'

export interface RequestForm extends CertificationForm, NamedForm {
  /** The entry whose key signs, or {@link NEW_KEY}. */
  keyEntryId: string
}

export type RequestField = EntryField | 'keyEntryId'

export interface RequestPlan {
  readonly name: string
  readonly targetId: string
  readonly intent: CertificationIntent
  /** The entry whose key signs; null where one is made. */
  readonly keyEntryId: string | null
}

/**
 * Checks the whole form; every problem at once.
 *
 * @param key - what the chosen entry tells of its key; null where one is made
 */
export function checkRequestForm(
  form: RequestForm,
  key: ExistingKey | null = null,
): CheckedForm<RequestPlan, RequestField> {
  const problems = [...checkNameAndTarget(form), ...checkKey(key)]
  const parsed = parseCertificationForm(form)
  if (!parsed.ok || problems.length > 0)
    return { ok: false, problems: parsed.ok ? problems : [...problems, ...parsed.problems] }
  const keyEntryId = form.keyEntryId === NEW_KEY ? null : form.keyEntryId
  return { ok: true, value: { name: form.name.trim(), targetId: form.targetId, intent: parsed.value, keyEntryId } }
}

function checkKey(key: ExistingKey | null): FormProblem<RequestField>[] {
  if (key === null || key.algorithm !== null) return []
  const message = `Cannot use key: "${key.label}" is not supported`
  return [
    {
      field: 'keyEntryId',
      error: new PkiError('key/algorithm-unsupported', { algorithm: key.label }, message),
    },
  ]
}

interface RequestKey {
  readonly privateKeyInfo: Bytes
  readonly subjectPublicKeyInfo: Bytes
  readonly signingKey: SigningKey
}

async function openKey({ keyEntryId, intent }: RequestPlan, { keeper }: Services): Promise<RequestKey> {
  if (keyEntryId === null) return generateKeyPair(intent.keyAlgorithm, intent.hash)
  const privateKeyInfo = await keeper.openPrivateKeyInfo(keyEntryId)
  try {
    const signingKey = await importSigningKey(privateKeyInfo, intent.hash)
    return { privateKeyInfo, signingKey, subjectPublicKeyInfo: signingKey.subjectPublicKeyInfo }
  } catch (error) {
    privateKeyInfo.fill(0)
    throw error
  }
}

/**
 * Generates the key or opens the chosen one, signs the request, builds and rereads the files, keeps the pending request
 * with a key of its own, also where another entry has the same.
 *
 * @throws {@link VaultError} where the chosen key is gone
 */
export async function makeRequest(plan: RequestPlan, services: Services, signal: AbortSignal): Promise<Made> {
  const { subjectPublicKeyInfo, privateKeyInfo, signingKey } = await openKey(plan, services)
  // The key's own algorithm counts: usages go by it.
  const intent = { ...plan.intent, keyAlgorithm: signingKey.algorithm }
  try {
    signal.throwIfAborted()
    const requestDer = await signCertificationRequest(intent, subjectPublicKeyInfo, signingKey)
    await services.pki.proveRequest(requestDer, intent)
    const entry = {
      id: newEntryId(),
      kind: 'request' as const,
      name: plan.name,
      targetId: plan.targetId,
      createdAt: services.now(),
      requestDer,
      chain: [],
      doneSteps: [],
      hasPrivateKey: true,
    }
    const bundle = await buildEntryBundle(
      { entry, privateKeyInfo },
      findTarget(entry.targetId).files.request,
      services.pki,
    )
    signal.throwIfAborted()
    return await keepMade(bundle, [{ entry, privateKeyInfo }], services)
  } finally {
    privateKeyInfo.fill(0)
  }
}

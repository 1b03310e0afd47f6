// J1: a key and a certification request for a public or foreign CA. No Vue here.
import { signCertificationRequest } from '../../pki/certification-request.ts'
import { type CertificationForm, type CertificationIntent, parseCertificationForm } from '../../pki/issuance-request.ts'
import { generateKeyPair } from '../../pki/key-pair.ts'
import { buildEntryBundle } from '../../parts/entry-bundle.ts'
import { type CheckedForm, checkNameAndTarget, type NamedForm } from '../../parts/entry-form.ts'
import { keepMade, type Made } from '../../parts/made.ts'
import type { Services } from '../../parts/services.ts'
import { findTarget } from '../../targets/registry.ts'
import { newEntryId } from '../../vault/entry.ts'

export interface RequestForm extends CertificationForm, NamedForm {}

export interface RequestPlan {
  readonly name: string
  readonly targetId: string
  readonly intent: CertificationIntent
}

/** Checks the whole form; every problem at once. */
export function checkRequestForm(form: RequestForm): CheckedForm<RequestPlan> {
  const problems = checkNameAndTarget(form)
  const parsed = parseCertificationForm(form)
  if (parsed.ok && problems.length === 0) {
    return { ok: true, value: { name: form.name.trim(), targetId: form.targetId, intent: parsed.value } }
  }
  return { ok: false, problems: parsed.ok ? problems : [...problems, ...parsed.problems] }
}

/** Generates the key, signs the request, builds and rereads the files, keeps the pending request. */
export async function makeRequest(plan: RequestPlan, services: Services, signal: AbortSignal): Promise<Made> {
  const { keyAlgorithm, hash } = plan.intent
  const { subjectPublicKeyInfo, privateKeyInfo, signingKey } = await generateKeyPair(keyAlgorithm, hash)
  try {
    signal.throwIfAborted()
    const requestDer = await signCertificationRequest(plan.intent, subjectPublicKeyInfo, signingKey)
    await services.pki.proveRequest(requestDer, plan.intent)
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

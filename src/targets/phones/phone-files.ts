// What several phone models have in common: limits that no document states, and forms that are offered side by side
// because no document says which one the phone takes.
import { generic } from '../generic.ts'
import type { FileRecipe, Target, TargetFiles } from '../target.ts'

/** Of a phone whose documents state neither keys nor hashes nor the encryption of a .p12. */
export const unstated = {
  kind: 'phone',
  keyAlgorithms: generic.keyAlgorithms,
  hashes: generic.hashes,
  protection: 'compatible',
} as const satisfies Partial<Target>

/** No phone is known to take the answer to a request; intermediates are given in both forms. */
export const commonFiles = {
  request: [],
  intermediate: generic.files.intermediate,
} as const satisfies Partial<TargetFiles>

/** The root in both forms, where no document says which one the phone takes. */
export const rootBothWays: readonly FileRecipe[] = [
  { name: 'trusted-ca.pem', content: 'root-pem', certainty: 'unverified' },
  { name: 'trusted-ca.der', content: 'root-der', certainty: 'unverified' },
]

/** A key as PEM in both encodings, where no document says which one the phone reads. */
export const keyBothWays = (name: string): readonly FileRecipe[] => [
  { name: `${name}.key`, content: 'private-key-pem', certainty: 'unverified' },
  { name: `${name}-old.key`, content: 'private-key-traditional', certainty: 'unverified' },
]

/** Certificate, chain and key in one PEM text, the key behind and in front. */
export const combinedBothWays = (name: string): readonly FileRecipe[] => [
  { name: `${name}.pem`, content: 'combined-pem', certainty: 'unverified' },
  { name: `${name}-key-first.pem`, content: 'combined-pem-key-first', certainty: 'unverified' },
]

/** The phone's own certificate in every usual form, where no document names one. */
export const identityAnyWay = (name: string): readonly FileRecipe[] => [
  { name: `${name}.p12`, content: 'pkcs12', certainty: 'unverified' },
  { name: `${name}.crt`, content: 'certificate-pem', certainty: 'unverified' },
  { name: `${name}.der`, content: 'certificate-der', certainty: 'unverified' },
  ...keyBothWays(name),
  ...combinedBothWays(name),
]

// A key of the vault that a new request is made with: what it is, and the names that its entry has. No Vue here.
import type { KeyAlgorithm } from '../../pki/algorithms.ts'
import type { Bytes } from '../../pki/bytes.ts'
import { decodeCertificate } from '../../pki/certificate.ts'
import { decodeCertificationRequest } from '../../pki/certification-request.ts'
import { decodeSubjectAltName } from '../../pki/extensions/subject-alt-name.ts'
import { findExtension } from '../../pki/extensions/extension.ts'
import { oids } from '../../pki/oids.ts'
import { type NameProposal, proposeNames } from '../../pki/proposed-names.ts'
import { publicKeyKindOf } from '../../pki/subject-public-key-info.ts'
import type { CredentialSummary } from '../../vault/summary.ts'
import type { Entry } from '../../vault/entry.ts'

/** The option that has a key made. */
export const NEW_KEY = 'new'

export interface ExistingKey {
  readonly entryId: string
  readonly entryName: string
  /** What it is, in words. */
  readonly label: string
  /** Null for a key that no request is made with: too short, or of another kind than ours. */
  readonly algorithm: KeyAlgorithm | null
  /** Names of the entry's certificate or request. */
  readonly names: NameProposal
}

/** Tells whether an entry's key may stand behind a new request: an authority's serves nothing but its own signatures. */
export const isKeyOffered = ({ kind, hasPrivateKey }: Pick<CredentialSummary, 'kind' | 'hasPrivateKey'>): boolean =>
  hasPrivateKey && kind !== 'authority'

/** Reads what an entry tells of its key; the key itself stays closed. */
export function readExistingKey({ id, name, certificateDer, requestDer }: Entry): ExistingKey {
  const der = certificateDer ?? requestDer
  if (der === undefined) throw new TypeError('An entry has a certificate or a request')
  const decode: (
    der: Bytes,
  ) => Pick<ReturnType<typeof decodeCertificate>, 'subject' | 'subjectPublicKeyInfo' | 'extensions'> =
    certificateDer === undefined ? decodeCertificationRequest : decodeCertificate
  const { subject, subjectPublicKeyInfo, extensions } = decode(der)
  const { label, algorithm } = publicKeyKindOf(subjectPublicKeyInfo)
  const names = findExtension(extensions, oids.subjectAltName)
  return {
    entryId: id,
    entryName: name,
    label,
    algorithm: algorithm?.isWeak === false ? algorithm : null,
    names: proposeNames(subject, names === null ? [] : decodeSubjectAltName(names.valueDer)),
  }
}

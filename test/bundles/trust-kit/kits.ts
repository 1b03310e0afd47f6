// Roots whose names try to get out of every kind of text that a kit writes.
import { decodeCertificate, issueSelfSignedCertificate, issuerLimitsOf } from '../../../src/pki/certificate.ts'
import type { Bytes } from '../../../src/pki/bytes.ts'
import { proposeValidity } from '../../../src/pki/issuance-request.ts'
import { type Identity, issueSample, now, sampleForm } from '../../pki/issuance-samples.ts'

export const hostileNames: readonly string[] = [
  '"; rm -rf /; "',
  '$(touch owned)',
  '`touch owned`',
  '%PATH% & calc.exe',
  "'@\r\nRemove-Item C:\\ -Recurse",
  '</string><key>PayloadType</key><string>x]]>&lt;',
  '\u202etxt.exe\u2066',
  'line\nbreak\u2028and\u0000null',
  '../../etc/passwd',
  '{{constructor.constructor("x")()}}',
]

/** Makes a root authority with a name everywhere, also one that no form takes: certificates of others hold anything. */
export async function makeRoot(name: string): Promise<{ certificateDer: Bytes }> {
  const { request, keyPair } = await issueSample(sampleForm('root-ca'))
  const [[commonName] = []] = request.subject.filter((rdn) => rdn.some(({ value }) => value.startsWith('Acme')))
  if (commonName === undefined) throw new Error('the sample has no common name')
  const certificateDer = await issueSelfSignedCertificate(
    {
      ...request,
      subject: [[{ ...commonName, value: name }], [{ ...commonName, value: name }]],
      subjectAltNames: [{ kind: 'directoryName', value: [[{ ...commonName, value: name }]] }],
    },
    keyPair,
  )
  return { certificateDer }
}

/** Makes an authority below a root, and the root. */
export async function makeIntermediate(): Promise<{ root: Identity; intermediate: Identity }> {
  const root = await issueSample(sampleForm('root-ca', { willSignAuthorities: true, validityDays: '3650' }))
  const limits = issuerLimitsOf(decodeCertificate(root.certificateDer))
  const validity = proposeValidity('intermediate-ca', now, limits)
  return { root, intermediate: await issueSample(sampleForm('intermediate-ca', validity), root, limits) }
}

export const decode = (bytes: Uint8Array): string => new TextDecoder('utf-8', { fatal: true }).decode(bytes)

// A certification request as a display tree, in the order of RFC 2986 §4.1.
import type { Bytes } from '../bytes.ts'
import { decodeCertificationRequest, type RequestAttribute } from '../certification-request.ts'
import { oids } from '../oids.ts'
import { describeFingerprints, describeSignatureAlgorithm } from './describe-certificate.ts'
import { describeExtension } from './describe-extension.ts'
import { describeName, describeOctets, describePublicKey } from './describe-value.ts'
import type { DisplayLabel, DisplayNode } from './display-node.ts'

/**
 * Describes every field of a request and the extensions that it asks for; its signature is not verified.
 *
 * @throws {@link PkiError} when the input is no request at all
 */
export async function describeRequest(requestDer: Bytes): Promise<readonly DisplayNode[]> {
  const { subject, subjectPublicKeyInfo, attributes, extensions, signatureAlgorithm } =
    decodeCertificationRequest(requestDer)
  const others = attributes.filter(({ type }) => type !== oids.extensionRequest)
  return [
    describeName('subject', subject),
    describePublicKey(subjectPublicKeyInfo),
    ...(extensions.length > 0 ? [{ label: 'extensions', children: extensions.map(describeExtension) } as const] : []),
    ...(others.length > 0 ? [{ label: 'attributes', children: others.map(describeAttribute) } as const] : []),
    describeSignatureAlgorithm(signatureAlgorithm),
    await describeFingerprints(requestDer),
  ]
}

// A challenge password is a secret between the requester and the CA: that there is one is shown, its text is not.
const labels: Readonly<Partial<Record<string, DisplayLabel>>> = { [oids.challengePassword]: 'challengePassword' }

function describeAttribute({ type, values }: RequestAttribute): DisplayNode {
  const label = labels[type]
  return label === undefined
    ? { label: { text: type }, children: values.map((value) => describeOctets({ text: 'DER' }, value)) }
    : { label }
}

// The self-test of what files are made of: read once by our decoder and once by the library, the two must agree.
import { equalBytes } from '../pki/bytes.ts'
import { decodeCertificate } from '../pki/certificate.ts'
import { decodeCertificationRequest } from '../pki/certification-request.ts'
import { decodeBasicConstraints } from '../pki/extensions/basic-constraints.ts'
import { decodeExtKeyUsage } from '../pki/extensions/ext-key-usage.ts'
import { type Extension, findExtension } from '../pki/extensions/extension.ts'
import { decodeKeyUsage } from '../pki/extensions/key-usage.ts'
import { decodeSubjectAltName } from '../pki/extensions/subject-alt-name.ts'
import type { DecodedGeneralName } from '../pki/general-name-der.ts'
import { oids } from '../pki/oids.ts'
import {
  checkCertificate,
  checkCertificateKey,
  checkSignatures,
  type WantedCertificate,
} from '../pki/reread/reread-certificate.ts'
import { checkRequest } from '../pki/reread/reread-request.ts'
import type { SelfTestTick } from '../pki/reread/tick.ts'
import type { Credential } from './credential.ts'

/** Asks certificate, chain, request and key whether they say the same to both readers and belong together. */
export async function checkCredential({
  certificateDer,
  requestDer,
  privateKeyInfo,
  chain,
}: Credential): Promise<SelfTestTick[]> {
  const ticks: SelfTestTick[] = []
  if (certificateDer !== undefined) {
    const certificate = decodeCertificate(certificateDer)
    const wanted = {
      ...certificate,
      ...usagesOf(certificate.extensions),
      subjectAltNames: subjectAltNamesOf(certificate.extensions),
    }
    ticks.push(...(await checkCertificate(certificateDer, wanted)))
    // A certificate whose issuer is not at hand has no signature that could be verified.
    if (chain.length > 0 || equalBytes(certificate.issuerDer, certificate.subjectDer)) {
      ticks.push(await checkSignatures([certificateDer, ...chain.map((link) => link.certificateDer)]))
    }
    if (privateKeyInfo !== undefined) ticks.push(await checkCertificateKey(certificateDer, privateKeyInfo))
  }
  if (requestDer !== undefined) {
    const request = decodeCertificationRequest(requestDer)
    const wanted = { ...request, subjectAltNames: subjectAltNamesOf(request.extensions) }
    ticks.push(...(await checkRequest(requestDer, wanted, privateKeyInfo)))
  }
  return ticks
}

function usagesOf(
  extensions: readonly Extension[],
): Pick<WantedCertificate, 'cA' | 'pathLenConstraint' | 'keyUsage' | 'extKeyUsage'> {
  const constraints = findExtension(extensions, oids.basicConstraints)
  const keyUsage = findExtension(extensions, oids.keyUsage)
  const extKeyUsage = findExtension(extensions, oids.extKeyUsage)
  return {
    ...(constraints === null
      ? { cA: false, pathLenConstraint: undefined }
      : decodeBasicConstraints(constraints.valueDer)),
    keyUsage: keyUsage === null ? [] : decodeKeyUsage(keyUsage.valueDer),
    extKeyUsage: extKeyUsage === null ? [] : decodeExtKeyUsage(extKeyUsage.valueDer),
  }
}

function subjectAltNamesOf(extensions: readonly Extension[]): DecodedGeneralName[] {
  const extension = findExtension(extensions, oids.subjectAltName)
  return extension === null ? [] : decodeSubjectAltName(extension.valueDer)
}

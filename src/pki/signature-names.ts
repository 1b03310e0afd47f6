// What signature algorithms are called, those among them that we neither make nor verify: names for showing, by OID.
import { nameOfOid } from './oids.ts'

const foreignNames: Readonly<Partial<Record<string, string>>> = {
  // RFC 3279 §2.2.
  '1.2.840.113549.1.1.2': 'md2WithRSAEncryption',
  '1.2.840.113549.1.1.4': 'md5WithRSAEncryption',
  '1.2.840.10040.4.3': 'dsa-with-sha1',
  // RFC 4055 §3 and §5.
  '1.2.840.113549.1.1.10': 'RSASSA-PSS',
  '1.2.840.113549.1.1.14': 'sha224WithRSAEncryption',
  // RFC 5758 §3.
  '2.16.840.1.101.3.4.3.1': 'dsa-with-sha224',
  '2.16.840.1.101.3.4.3.2': 'dsa-with-sha256',
  '1.2.840.10045.4.3.1': 'ecdsa-with-SHA224',
  // NIST CSOR, sigAlgs.
  '2.16.840.1.101.3.4.3.9': 'ecdsa-with-sha3-224',
  '2.16.840.1.101.3.4.3.10': 'ecdsa-with-sha3-256',
  '2.16.840.1.101.3.4.3.11': 'ecdsa-with-sha3-384',
  '2.16.840.1.101.3.4.3.12': 'ecdsa-with-sha3-512',
  '2.16.840.1.101.3.4.3.13': 'rsassa-pkcs1-v1_5-with-sha3-224',
  '2.16.840.1.101.3.4.3.14': 'rsassa-pkcs1-v1_5-with-sha3-256',
  '2.16.840.1.101.3.4.3.15': 'rsassa-pkcs1-v1_5-with-sha3-384',
  '2.16.840.1.101.3.4.3.16': 'rsassa-pkcs1-v1_5-with-sha3-512',
  '2.16.840.1.101.3.4.3.17': 'ML-DSA-44',
  '2.16.840.1.101.3.4.3.18': 'ML-DSA-65',
  '2.16.840.1.101.3.4.3.19': 'ML-DSA-87',
  // RFC 8410 §3.
  '1.3.101.113': 'Ed448',
}

/** Gives the standard's name of a signature algorithm; the OID itself for one that is not known here. */
export const nameOfSignatureAlgorithm = (oid: string): string => nameOfOid(oid) ?? foreignNames[oid] ?? oid

// RFC 3279 §2.2: MD2, MD5 and SHA-1 with RSA, SHA-1 with DSA and ECDSA.
const weak: ReadonlySet<string> = new Set([
  '1.2.840.113549.1.1.2',
  '1.2.840.113549.1.1.4',
  '1.2.840.113549.1.1.5',
  '1.2.840.10040.4.3',
  '1.2.840.10045.4.1',
])

/** Tells whether a signature algorithm rests on a broken hash. */
export const isWeakSignature = (oid: string): boolean => weak.has(oid)

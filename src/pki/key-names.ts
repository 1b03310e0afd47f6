// What people call the keys and signatures that this program neither makes nor uses: names for messages, by OID.

const keyNames: Readonly<Partial<Record<string, string>>> = {
  '1.2.840.113549.1.1.10': 'RSA-PSS',
  '1.2.840.113549.1.1.7': 'RSA-OAEP',
  '1.2.840.10040.4.1': 'DSA',
  '1.2.840.113549.1.3.1': 'Diffie-Hellman',
  '1.2.840.10046.2.1': 'Diffie-Hellman (X9.42)',
  '1.2.840.10045.2.1': 'EC with explicit curve parameters',
  '1.3.101.110': 'X25519',
  '1.3.101.111': 'X448',
  '1.3.101.113': 'Ed448',
  '1.2.643.2.2.19': 'GOST R 34.10-2001',
  '1.2.643.7.1.1.1.1': 'GOST R 34.10-2012 256',
  '1.2.643.7.1.1.1.2': 'GOST R 34.10-2012 512',
  // Curves: SEC 2, RFC 5639 §3, GM/T 0006.
  '1.3.132.0.6': 'ECDSA secp112r1',
  '1.3.132.0.10': 'ECDSA secp256k1',
  '1.3.132.0.31': 'ECDSA secp192k1',
  '1.3.132.0.32': 'ECDSA secp224k1',
  '1.3.132.0.33': 'ECDSA P-224',
  '1.2.840.10045.3.1.1': 'ECDSA P-192',
  '1.3.36.3.3.2.8.1.1.7': 'ECDSA brainpoolP256r1',
  '1.3.36.3.3.2.8.1.1.11': 'ECDSA brainpoolP384r1',
  '1.3.36.3.3.2.8.1.1.13': 'ECDSA brainpoolP512r1',
  '1.2.156.10197.1.301': 'SM2',
  // NIST CSOR: FIPS 204.
  '2.16.840.1.101.3.4.3.17': 'ML-DSA-44',
  '2.16.840.1.101.3.4.3.18': 'ML-DSA-65',
  '2.16.840.1.101.3.4.3.19': 'ML-DSA-87',
  // Signatures: RFC 3279 §2.2, RFC 5758 §3.1.
  '1.2.840.113549.1.1.4': 'RSA with MD5',
  '1.2.840.113549.1.1.5': 'RSA with SHA-1',
  '1.2.840.10040.4.3': 'DSA with SHA-1',
  '2.16.840.1.101.3.4.3.2': 'DSA with SHA-256',
  '1.2.840.10045.4.1': 'ECDSA with SHA-1',
}

/** Finds the name of a key algorithm, curve or signature that is not in algorithms.ts; null when it is not known here either. */
export const nameOfForeignKey = (oid: string): string | null => keyNames[oid] ?? null

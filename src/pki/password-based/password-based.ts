// Opens what a passphrase sealed, whichever of the standards' schemes it was; every cost that a file asks for is bounded.
// Writing is pbes2.ts's and pkcs12.ts's: they know two schemes.
import type { Bytes } from '../bytes.ts'
import { nameOfAlgorithm } from '../encryption-names.ts'
import { PkiError } from '../errors.ts'
import { oids } from '../oids.ts'
import { type AlgorithmIdentifier, readPair, readParameters, readSaltAndIterations } from './algorithm-identifier.ts'
import { readContentCipher } from './content-ciphers.ts'
import { checkCost, checkLength, type DerivationOptions, type Passphrase, unsupportedAlgorithm } from './derivation.ts'
import { readKeyDerivation } from './key-derivation.ts'
import { type LegacyScheme, legacySchemes } from './legacy-schemes.ts'

/** Opens what was sealed; throws {@link PkiError} `pbe/passphrase-refused`, or the signal's reason when it aborts. */
export type Decrypt = (passphrase: Passphrase) => Promise<Bytes>

/**
 * Reads how something was sealed: by PBES1 or PBES2 (RFC 8018 §6), or a scheme of PKCS #12 (RFC 7292 appendix C).
 *
 * All that can be wrong without the passphrase is found here, before anybody is asked for it. A passphrase counts as
 * UTF-8, and as BMPString with its final zero for the schemes of PKCS #12.
 *
 * @throws {@link PkiError} `pbe/algorithm-unsupported`, `pbe/parameters-invalid`, `pbe/iterations-excessive`,
 * `pbe/memory-excessive`, `pbe/key-length-refused`, `pbe/ciphertext-invalid`
 */
export function prepareDecryption(
  algorithm: AlgorithmIdentifier,
  ciphertext: Uint8Array,
  options: DerivationOptions,
): Decrypt {
  const legacy = legacySchemes[algorithm.oid]
  const { name, blockLength, decrypt } =
    legacy === undefined ? preparePbes2(algorithm, options) : prepareLegacy(legacy, algorithm, options)
  checkLength(ciphertext, blockLength, name)
  return async (passphrase) => {
    const plaintext = await decrypt(passphrase, ciphertext)
    if (plaintext === null) throw new PkiError('pbe/passphrase-refused', {}, 'Cannot decrypt: passphrase refused')
    return plaintext
  }
}

interface Prepared {
  readonly name: string
  readonly blockLength: number
  readonly decrypt: (passphrase: Passphrase, ciphertext: Uint8Array) => Promise<Bytes | null>
}

function prepareLegacy(
  { blockLength, derive, decrypt }: LegacyScheme,
  algorithm: AlgorithmIdentifier,
  options: DerivationOptions,
): Prepared {
  const name = nameOfAlgorithm(algorithm.oid)
  const cost = readParameters(algorithm, name, readSaltAndIterations)
  checkCost(name, cost, options)
  return {
    name,
    blockLength,
    async decrypt(passphrase, ciphertext) {
      const { key, iv } = await derive(passphrase, cost, options)
      const plaintext = decrypt(key, iv, ciphertext)
      key.fill(0)
      return plaintext
    },
  }
}

// PBES2-params: RFC 8018 appendix A.4.
function preparePbes2(algorithm: AlgorithmIdentifier, options: DerivationOptions): Prepared {
  if (algorithm.oid !== oids.pbes2) throw unsupportedAlgorithm(algorithm.oid, nameOfAlgorithm(algorithm.oid))
  const [derivation, scheme] = readPair(algorithm, 'PBES2')
  const { keyLength, blockLength, decrypt } = readContentCipher(scheme)
  const { derive, keyLength: wanted } = readKeyDerivation(derivation, options)
  if (wanted !== null && wanted !== keyLength) {
    const message = `Cannot decrypt: expected a key of ${String(keyLength)} octets, found ${String(wanted)}`
    throw new PkiError('pbe/key-length-refused', { found: wanted }, message)
  }
  return {
    name: nameOfAlgorithm(scheme.oid),
    blockLength,
    async decrypt(passphrase, ciphertext) {
      const key = await derive(passphrase, keyLength)
      const plaintext = decrypt(key, ciphertext)
      key.fill(0)
      return plaintext
    },
  }
}

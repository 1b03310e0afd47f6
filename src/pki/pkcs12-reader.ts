// Opens PKCS #12 files of any writer (RFC 7292, RFC 9579): integrity first, then every safe, then every bag.
// Ciphers and derivations are password-based/'s business; bags and their attributes are pkcs12-bags.ts's.
import { berToDer } from './ber.ts'
import { type Bytes, concatBytes } from './bytes.ts'
import {
  decodeMembers,
  decodeObjectIdentifier,
  decodeOctetString,
  decodeSequence,
  decodeSmallInteger,
  type DerElement,
  derTag,
  expectTag,
} from './der.ts'
import { describeMac, type MacDescription, nameOfEncryption } from './encryption-names.ts'
import { isPkiError, PkiError } from './errors.ts'
import { oids } from './oids.ts'
import { decodeAlgorithmIdentifier } from './password-based/algorithm-identifier.ts'
import { budgetOf, type DerivationOptions, type Passphrase, readingsOf } from './password-based/derivation.ts'
import { type Decrypt, prepareDecryption } from './password-based/password-based.ts'
import { prepareMac } from './password-based/pkcs12-mac.ts'
import { encodePkcs12Passphrase } from './pkcs12-kdf.ts'
import { type BagAttributes, readSafeContents, type SafeBag } from './pkcs12-bags.ts'

/** A private key of the file. */
export interface Pkcs12Key extends BagAttributes {
  /** PKCS #8 DER in clear, as it stood in the file: secret. */
  readonly privateKeyInfo: Bytes
}

/** A certificate of the file. */
export interface Pkcs12Certificate extends BagAttributes {
  readonly certificateDer: Bytes
}

/** Something in the file that is reported and not opened. */
export interface Pkcs12Other {
  readonly kind:
    'crl' | 'secret' | 'certificate-of-other-type' | 'public-key-encrypted' | 'other-passphrase' | 'unknown'
  /** Dotted OID of the bag or content type. */
  readonly oid: string
}

export type Pkcs12Warning = 'pkcs12/no-mac' | 'pkcs12/parts-unopened'

/** Everything in the file, in its order. */
export interface Pkcs12Contents {
  readonly keys: readonly Pkcs12Key[]
  readonly certificates: readonly Pkcs12Certificate[]
  readonly others: readonly Pkcs12Other[]
  /** Null for a file without integrity. */
  readonly mac: MacDescription | null
  /** Names of the encryptions used, each once. */
  readonly protection: readonly string[]
  readonly warnings: readonly Pkcs12Warning[]
}

// Every encrypted part costs a derivation, each up to millions of iterations.
const MAX_ENCRYPTED_PARTS = 1000

/**
 * Opens a PKCS #12 file.
 *
 * The MAC is verified before anything within is looked at. An empty passphrase is tried both as the empty string and as
 * none at all, which are two different keys (RFC 7292 appendix B.1). A part that opens with another passphrase than the
 * file is told of, and left closed. Whether keys belong to certificates is not looked at.
 *
 * @param bytes - DER or BER of PFX
 * @param passphrase - undefined when none has been asked for yet
 * @param options - progress, cancelling and the bound of iterations, of every derivation
 * @throws {@link PkiError} `pkcs12/passphrase-needed`, `pkcs12/passphrase-refused`, `pkcs12/structure-invalid`,
 * `pkcs12/protection-unsupported`, `pbe/…`, `ber/…`, `der/…` (a file that is cut short: `der/truncated`)
 */
export async function openPkcs12(
  bytes: Uint8Array,
  passphrase: string | undefined,
  options: DerivationOptions = {},
): Promise<Pkcs12Contents> {
  const { authenticatedSafe, macData } = readPfx(berToDer(bytes))
  const bounded = { ...options, budget: budgetOf(options) }
  const typed = passphrase === undefined ? [] : readingsOf(passphrase)
  const candidates = macData === null ? typed : await findAccepted(macData, authenticatedSafe, typed, bounded)
  const opening = new Opening(candidates, macData !== null, bounded)
  try {
    for (const safe of decodeSequence(berToDer(authenticatedSafe))) await opening.openSafe(safe)
    if (macData !== null && passphrase === undefined) throw passphraseNeeded()
  } catch (error) {
    for (const { privateKeyInfo } of opening.found.keys) privateKeyInfo.fill(0)
    throw error
  }
  return {
    ...opening.found,
    mac: macData === null ? null : describeMac(macData),
    protection: [...opening.protection],
    warnings: [
      ...(macData === null ? (['pkcs12/no-mac'] as const) : []),
      ...(opening.found.others.length > 0 ? (['pkcs12/parts-unopened'] as const) : []),
    ],
  }
}

// PFX: RFC 7292 §4.
function readPfx(der: Uint8Array): { authenticatedSafe: Uint8Array; macData: Uint8Array | null } {
  const [version, contentInfo, macData] = decodeSequence(der)
  if (decodeSmallInteger(version) !== 3) throw structureInvalid('version')
  const { oid, content } = readContentInfo(expectTag(contentInfo, derTag.sequence))
  if (oid === oids.pkcs7SignedData) throw protectionUnsupported('a signature with a public key')
  if (oid !== oids.pkcs7Data) throw structureInvalid(`content type ${oid}`)
  return {
    authenticatedSafe: decodeOctetString(content),
    macData: macData === undefined ? null : expectTag(macData, derTag.sequence).encoded,
  }
}

function readContentInfo(contentInfo: DerElement): { oid: string; content: DerElement | undefined } {
  const [type, wrapped] = decodeMembers(contentInfo, derTag.sequence)
  const [content] = decodeMembers(expectTag(wrapped, 0xa0))
  return { oid: decodeObjectIdentifier(type), content }
}

/** Gives the reading of the passphrase that the MAC accepts, and after it the others in which parts may be encrypted. */
async function findAccepted(
  macData: Uint8Array,
  authenticatedSafe: Uint8Array,
  typed: readonly Passphrase[],
  options: DerivationOptions,
): Promise<readonly Passphrase[]> {
  const verify = prepareMac(macData, options)
  // Without a passphrase yet, what cannot be opened anyway is still to be found.
  if (typed.length === 0) return []
  for (const accepted of typed) {
    if (!(await verify(authenticatedSafe, accepted))) continue
    return [accepted, ...typed.filter((other) => other !== accepted), ...bmpOctetsOf(typed)]
  }
  throw passphraseRefused()
}

// Old NSS took the BMPString for PBKDF2 too, with its final zeros and without.
function bmpOctetsOf([typed]: readonly Passphrase[]): Bytes[] {
  if (typeof typed !== 'string' || typed === '') return []
  const octets = encodePkcs12Passphrase(typed)
  return [octets, octets.slice(0, -2)]
}

const structureInvalid = (what: string) =>
  new PkiError('pkcs12/structure-invalid', { what }, `Cannot read PKCS #12: ${what} is wrong`)
const protectionUnsupported = (protection: string) =>
  new PkiError('pkcs12/protection-unsupported', { protection }, `Cannot read PKCS #12: protected by ${protection}`)
const passphraseNeeded = () => new PkiError('pkcs12/passphrase-needed', {}, 'Cannot open PKCS #12: no passphrase yet')
const passphraseRefused = () =>
  new PkiError('pkcs12/passphrase-refused', {}, 'Cannot open PKCS #12: passphrase refused')

/** One file while it is being opened: what was found, and the passphrases that may open the next part. */
class Opening {
  readonly found = {
    keys: [] as Pkcs12Key[],
    certificates: [] as Pkcs12Certificate[],
    others: [] as Pkcs12Other[],
  }
  readonly protection = new Set<string>()
  private candidates: readonly Passphrase[]
  private readonly isAuthenticated: boolean
  private readonly options: DerivationOptions
  private encryptedParts = 0

  constructor(candidates: readonly Passphrase[], isAuthenticated: boolean, options: DerivationOptions) {
    this.candidates = candidates
    this.isAuthenticated = isAuthenticated
    this.options = options
  }

  /** One ContentInfo of the AuthenticatedSafe: RFC 7292 §4.1. */
  async openSafe(contentInfo: DerElement): Promise<void> {
    const { oid, content } = readContentInfo(contentInfo)
    if (oid === oids.pkcs7Data) await this.openBags(readSafeContents(decodeOctetString(content)))
    else if (oid === oids.pkcs7EncryptedData) await this.openEncryptedSafe(content)
    else if (oid === oids.pkcs7EnvelopedData) this.found.others.push({ kind: 'public-key-encrypted', oid })
    else throw structureInvalid(`content type ${oid}`)
  }

  // EncryptedData: RFC 5652 §8; encryptedContent is [0] IMPLICIT OCTET STRING, in one piece or in several.
  private async openEncryptedSafe(content: DerElement | undefined): Promise<void> {
    const [, info] = decodeMembers(expectTag(content, derTag.sequence))
    const [type, algorithm, encrypted] = decodeMembers(expectTag(info, derTag.sequence))
    if (decodeObjectIdentifier(type) !== oids.pkcs7Data) throw structureInvalid('encrypted content type')
    const ciphertext =
      encrypted?.tag === 0xa0
        ? concatBytes(decodeMembers(encrypted).map(decodeOctetString))
        : expectTag(encrypted, 0x80).contents
    const opened = await this.decrypt(algorithm, ciphertext, readSafeContents)
    if (opened === null) {
      this.found.others.push({ kind: 'other-passphrase', oid: oids.pkcs7EncryptedData })
      return
    }
    try {
      await this.openBags(opened.value)
    } finally {
      opened.plaintext.fill(0)
    }
  }

  private async openBags(bags: readonly SafeBag[]): Promise<void> {
    for (const bag of bags) await this.openBag(bag)
  }

  private async openBag({ oid, value, attributes }: SafeBag): Promise<void> {
    switch (oid) {
      case oids.keyBag:
        this.found.keys.push({ ...attributes, privateKeyInfo: value.encoded.slice() })
        return
      case oids.pkcs8ShroudedKeyBag:
        await this.openShrouded(value, attributes)
        return
      case oids.certBag:
        this.openCertificate(value, attributes)
        return
      case oids.crlBag:
        this.found.others.push({ kind: 'crl', oid })
        return
      case oids.secretBag:
        this.found.others.push({ kind: 'secret', oid })
        return
      default:
        this.found.others.push({ kind: 'unknown', oid })
    }
  }

  private async openShrouded(value: DerElement, attributes: BagAttributes): Promise<void> {
    const [algorithm, encrypted] = decodeMembers(value, derTag.sequence)
    const opened = await this.decrypt(algorithm, decodeOctetString(encrypted), (bytes) => {
      const der = berToDer(bytes)
      decodeSequence(der)
      return der.slice()
    })
    opened?.plaintext.fill(0)
    if (opened === null) this.found.others.push({ kind: 'other-passphrase', oid: oids.pkcs8ShroudedKeyBag })
    else this.found.keys.push({ ...attributes, privateKeyInfo: opened.value })
  }

  // CertBag: RFC 7292 §4.2.3.
  private openCertificate(value: DerElement, attributes: BagAttributes): void {
    const [type, wrapped] = decodeMembers(value, derTag.sequence)
    const oid = decodeObjectIdentifier(type)
    if (oid !== oids.x509Certificate) {
      this.found.others.push({ kind: 'certificate-of-other-type', oid })
      return
    }
    const [octets] = decodeMembers(expectTag(wrapped, 0xa0))
    this.found.certificates.push({ ...attributes, certificateDer: decodeOctetString(octets).slice() })
  }

  /**
   * Decrypts and reads one part; null where it opens with another passphrase than the file, whose MAC has been accepted.
   *
   * Octets that make no sense mean what a failed padding means.
   */
  private async decrypt<T>(
    algorithm: DerElement | undefined,
    ciphertext: Uint8Array,
    read: (plaintext: Bytes) => T,
  ): Promise<{ plaintext: Bytes; value: T } | null> {
    const decrypt = prepareDecryption(decodeAlgorithmIdentifier(algorithm), ciphertext, this.options)
    if (algorithm !== undefined) this.protection.add(nameOfEncryption(algorithm))
    if (this.candidates.length === 0) throw passphraseNeeded()
    if (++this.encryptedParts > MAX_ENCRYPTED_PARTS)
      throw structureInvalid(`more than ${String(MAX_ENCRYPTED_PARTS)} encrypted parts`)
    for (const candidate of this.candidates) {
      const plaintext = await tryDecrypt(decrypt, candidate)
      if (plaintext === null) continue
      try {
        const value = read(plaintext)
        this.candidates = [candidate, ...this.candidates.filter((other) => other !== candidate)]
        return { plaintext, value }
      } catch (error) {
        plaintext.fill(0)
        if (!isPkiError(error)) throw error
      }
    }
    if (!this.isAuthenticated) throw passphraseRefused()
    return null
  }
}

/** Null when the passphrase is refused. */
async function tryDecrypt(decrypt: Decrypt, passphrase: Passphrase): Promise<Bytes | null> {
  try {
    return await decrypt(passphrase)
  } catch (error) {
    if (isPkiError(error) && error.code === 'pbe/passphrase-refused') return null
    throw error
  }
}

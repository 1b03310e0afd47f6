// What is mutated: files of every kind that this program writes, and real files of other programs where they are there.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Bytes, concatBytes } from '../../src/pki/bytes.ts'
import {
  decodeOctetString,
  decodeSequence,
  encodeContextConstructed,
  encodeInteger,
  encodeObjectIdentifier,
  encodeOctetString,
  encodeSequence,
} from '../../src/pki/der.ts'
import { oids } from '../../src/pki/oids.ts'
import { scanPem, encodePem } from '../../src/pki/pem.ts'
import { encodePfx } from '../../src/pki/pkcs12.ts'
import { encodePkcs7 } from '../../src/pki/pkcs7.ts'
import { encryptPrivateKeyInfo } from '../../src/pki/pkcs8.ts'
import { type Identity, makeIdentity } from '../fixtures/identity.ts'

/** One thing to mutate. */
export interface Seed {
  readonly name: string
  readonly bytes: Bytes
  /** What opens the file; null when it asks for none. */
  readonly passphrase: string | null
  /** Makes the file of mutated octets: armours or encrypts them. Default: they are the file. */
  readonly wrap?: (mutated: Bytes) => Bytes | Promise<Bytes>
}

const PASSPHRASE = 'Fuzz 1 ü'
const iterations = 8
const utf8 = new TextEncoder()
const armour = (label: string) => (der: Bytes) => utf8.encode(encodePem(label, der))

/** Makes all seeds. */
export async function makeSeeds(): Promise<Seed[]> {
  const written: Seed[] = []
  for (const algorithm of ['rsa-2048', 'p-256', 'ed25519'] as const)
    written.push(...(await seedsOf(algorithm, await makeIdentity(algorithm))))
  return [...written, ...['import.json', 'nocrash.json'].flatMap(readCorpus)]
}

async function seedsOf(algorithm: string, identity: Identity): Promise<Seed[]> {
  const { privateKeyInfo, certificateDer, requestDer, chainDer } = identity
  const seed = (name: string, bytes: Bytes, more: Partial<Seed> = {}): Seed => ({
    ...{ name: `${algorithm}: ${name}`, bytes, passphrase: null },
    ...more,
  })
  const bundle = utf8.encode([certificateDer, ...chainDer].map((der) => encodePem('CERTIFICATE', der)).join(''))
  const [, , octets] = decodeSequence(privateKeyInfo)
  return [
    seed('certificate', certificateDer),
    seed('certificate, PEM', certificateDer, { wrap: armour('CERTIFICATE') }),
    seed('request', requestDer),
    seed('request, PEM', requestDer, { wrap: armour('CERTIFICATE REQUEST') }),
    seed('PEM bundle', concatBytes([bundle, armour('PRIVATE KEY')(privateKeyInfo)])),
    seed('PKCS #7', encodePkcs7([certificateDer, ...chainDer])),
    seed('PKCS #8', privateKeyInfo),
    seed('inside of PKCS #8', decodeOctetString(octets).slice()),
    ...(await sealedSeeds(seed, identity)),
  ]
}

type MakeSeed = (name: string, bytes: Bytes, more?: Partial<Seed>) => Seed

async function sealedSeeds(seed: MakeSeed, identity: Identity): Promise<Seed[]> {
  const { privateKeyInfo, certificateDer, chainDer } = identity
  const passphrase = PASSPHRASE
  const contents = { privateKeyInfo, certificateDer, chainDer, friendlyName: 'Tür 7', passphrase, iterations }
  const seeds: Seed[] = [seed('unprotected PKCS #12', encodeUnprotected(identity))]
  for (const protection of ['modern', 'compatible'] as const) {
    const pfx = await encodePfx({ ...contents, protection })
    const encryptKey = (der: Bytes) => encryptPrivateKeyInfo(der, passphrase, { protection, iterations })
    // Mutated behind its own back, the MAC fails; without one, mutations reach what is behind it.
    const withoutMac = encodeSequence(
      ...decodeSequence(pfx)
        .slice(0, 2)
        .map(({ encoded }) => encoded),
    )
    seeds.push(
      seed(`${protection} PKCS #12`, pfx, { passphrase }),
      seed(`${protection} PKCS #12 without MAC`, withoutMac, { passphrase }),
      seed(`key in ${protection} PKCS #12`, privateKeyInfo, {
        passphrase,
        wrap: (der) => encodePfx({ ...contents, privateKeyInfo: der, protection }),
      }),
      seed(`certificate in ${protection} PKCS #12`, certificateDer, {
        passphrase,
        wrap: (der) => encodePfx({ ...contents, certificateDer: der, protection }),
      }),
      seed(`${protection} PKCS #8`, await encryptKey(privateKeyInfo), { passphrase }),
      seed(`inside of ${protection} PKCS #8`, privateKeyInfo, { passphrase, wrap: encryptKey }),
    )
  }
  return seeds
}

/** Writes PKCS #12 without encryption and MAC, which opens without a passphrase: all of it can be mutated. */
function encodeUnprotected({ privateKeyInfo, certificateDer }: Identity): Bytes {
  const data = (content: Bytes) => encodeContent(encodeOctetString(content))
  const encodeContent = (content: Bytes) =>
    encodeSequence(encodeObjectIdentifier(oids.pkcs7Data), encodeContextConstructed(0, content))
  const bag = (oid: string, value: Bytes) =>
    encodeSequence(encodeObjectIdentifier(oid), encodeContextConstructed(0, value))
  const certBag = encodeSequence(
    encodeObjectIdentifier(oids.x509Certificate),
    encodeContextConstructed(0, encodeOctetString(certificateDer)),
  )
  const bags = encodeSequence(bag(oids.keyBag, privateKeyInfo), bag(oids.certBag, certBag))
  return encodeSequence(encodeInteger(3), data(encodeSequence(data(bags))))
}

const folder = join(import.meta.dirname, '../../../shared/corpora')

function readCorpus(manifest: string): Seed[] {
  if (!existsSync(join(folder, manifest))) {
    console.warn(`SKIPPED: the files of ${manifest}: there is no ../shared/corpora`)
    return []
  }
  const { cases } = JSON.parse(readFileSync(join(folder, manifest), 'utf8')) as {
    cases: { file: string; password: string | null }[]
  }
  return cases.flatMap(({ file, password: passphrase }) => {
    const bytes = new Uint8Array(readFileSync(join(folder, file)))
    return [
      { name: file, bytes, passphrase },
      ...blocksOf(bytes).map((block) => ({ ...block, name: `in ${file}`, passphrase })),
    ]
  })
}

/** The contents of blocks of text: mutated in base64, hardly anything comes through. */
function blocksOf(bytes: Bytes): Pick<Seed, 'bytes' | 'wrap'>[] {
  return scanPem(new TextDecoder().decode(bytes)).flatMap(({ label, body, headers }) => {
    if (body === null) return []
    const lines = [...headers].map(([name, value]) => `${name}: ${value}\n`).join('')
    const wrap = (der: Bytes) => utf8.encode(encodePem(label, der).replace('\n', lines === '' ? '\n' : `\n${lines}\n`))
    return [{ bytes: body, wrap }]
  })
}

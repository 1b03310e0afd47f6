// Entries for the vault's tests; the vault never looks into certificates, so any bytes do.
import type { Bytes } from '../../src/pki/bytes.ts'
import type { VaultDocument } from '../../src/vault/document.ts'
import type { Entry } from '../../src/vault/entry.ts'
import type { VaultErrorCode } from '../../src/vault/errors.ts'

export const PASSPHRASE = 'nine blue kettles sing'

export function sampleEntry(id: string, changes: Partial<Entry> = {}): Entry {
  return {
    id,
    kind: 'identity',
    name: `Entry ${id}`,
    targetId: 'generic',
    createdAt: new Date('2026-11-21T01:02:03.004Z'),
    certificateDer: Uint8Array.of(0x30, 3, 2, 1, 1),
    chain: [{ name: 'Root', certificateDer: Uint8Array.of(0x30, 0) }],
    doneSteps: [],
    hasPrivateKey: true,
    ...changes,
  }
}

export function sampleDocument(id: string, changes: Partial<VaultDocument> = {}): VaultDocument {
  return {
    id,
    kind: 'template',
    name: `Document ${id}`,
    savedAt: new Date('2026-11-21T01:02:03.004Z'),
    value: { targetId: 'generic', days: 397, names: ['a', 'b'], subject: { organization: 'Müller 📞' } },
    ...changes,
  }
}

/** An instant some seconds after that of the samples. */
export const later = (seconds: number): Date => new Date(Date.UTC(2026, 10, 21, 1, 2, 3 + seconds, 4))

export const sampleKey = (seed = 1): Bytes => Uint8Array.from({ length: 48 }, (_, index) => (index * 7 + seed) % 256)

/** Matches a VaultError by its code, and by detail where one is given. */
export function vaultError(code: VaultErrorCode, detail?: object): object {
  return { name: 'VaultError', code, ...(detail && { detail }) }
}

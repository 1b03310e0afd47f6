// The person's own targets as the page knows them: read from the vault, kept in it, taken in from a file. Reactive, so that
// every form follows when the vault is unlocked or locked. No secret is among them.
import { readonly, shallowRef } from 'vue'
import { TargetError } from '../targets/errors.ts'
import { applyOwnTarget, type OwnTarget } from '../targets/own-target.ts'
import { MAX_LABEL_LENGTH, parseOwnTarget, readOwnTarget } from '../targets/parse-own-target.ts'
import { findTarget, isKnownTarget } from '../targets/registry.ts'
import type { Target } from '../targets/target.ts'
import type { PlainJson, VaultDocument } from '../vault/document.ts'
import { newEntryId } from '../vault/entry.ts'
import type { VaultError } from '../vault/errors.ts'
import type { VaultKeeper } from '../vault/vault-keeper.ts'
import type { Services } from './services.ts'

/** One that can be used: what the vault keeps, and the target that it makes. */
export interface HeldTarget {
  readonly own: OwnTarget
  readonly target: Target
}

/** One that cannot be used; it stays until it is removed. */
export interface UnreadableTarget {
  readonly id: string
  readonly name: string
}

interface Listing {
  readonly held: readonly HeldTarget[]
  readonly unreadable: readonly UnreadableTarget[]
}

const state = shallowRef<Listing>({ held: [], unreadable: [] })

/** What the page knows just now, by name. */
export const ownTargetListing = readonly(state)

/** The targets among them, for the registry. */
export const heldTargets = (): readonly Target[] => state.value.held.map(({ target }) => target)

/** Makes the id of a new one. */
export const newTargetId = (): string => `own-${newEntryId()}`

/** Reads the vault's list anew. */
export async function loadOwnTargets(keeper: VaultKeeper): Promise<void> {
  const { documents, damaged } = await keeper.listDocuments('target')
  const read = documents.map((document) => ({ document, own: readDocument(document) }))
  state.value = {
    held: read
      .flatMap(({ own }) => (own === null ? [] : [{ own, target: applyOwnTarget(findTarget(own.basedOn), own) }]))
      .toSorted((a, b) => a.own.label.localeCompare(b.own.label)),
    unreadable: [
      ...read.flatMap(({ document: { id, name }, own }) => (own === null ? [{ id, name }] : [])),
      ...damaged.map(({ id, name = id }) => ({ id, name })),
    ],
  }
}

/**
 * Keeps an own target; one of the same id is replaced.
 *
 * @returns what the sealed vault said, or null; this tab has it in either case
 * @throws TargetError `own-target/name-taken` by another own one
 */
export async function keepOwnTarget(
  own: OwnTarget,
  { keeper, now }: Pick<Services, 'keeper' | 'now'>,
): Promise<VaultError | null> {
  if (isLabelTaken(own.label, own.id)) {
    throw new TargetError('own-target/name-taken', { name: own.label }, 'Cannot keep target: its name is taken')
  }
  const value = JSON.parse(JSON.stringify(own)) as PlainJson
  const failure = await keeper.saveDocument({ id: own.id, kind: 'target', name: own.label, savedAt: now(), value })
  await loadOwnTargets(keeper)
  return failure
}

/** Removes one, readable or not. */
export async function removeOwnTarget(id: string, keeper: VaultKeeper): Promise<void> {
  await keeper.removeDocument(id)
  await loadOwnTargets(keeper)
}

/**
 * Takes one in from a file. Entries that were made for it find it again; where it is here already it comes as another
 * one, and a name that is taken gets a number.
 *
 * @throws TargetError as `readOwnTarget` does
 */
export function takeInTarget(file: Uint8Array<ArrayBuffer>): OwnTarget {
  const own = readOwnTarget(file)
  const id = isKnownTarget(own.id) ? newTargetId() : own.id
  return { ...own, id, label: freeLabel(own.label) }
}

/** Makes a name that none of the own targets has. */
export function freeLabel(wanted: string): string {
  let label = wanted
  for (let count = 2; isLabelTaken(label); count++) {
    const suffix = ` (${String(count)})`
    label = `${wanted.slice(0, MAX_LABEL_LENGTH - suffix.length).trim()}${suffix}`
  }
  return label
}

const isLabelTaken = (label: string, besides = ''): boolean =>
  state.value.held.some(({ own }) => own.id !== besides && own.label.toLowerCase() === label.toLowerCase())

// What lies in the vault may be of another version, or have come from a backup of somebody else.
function readDocument({ id, value }: VaultDocument): OwnTarget | null {
  try {
    const own = parseOwnTarget(value)
    return own.id === id ? own : null
  } catch (error) {
    if (!(error instanceof TargetError)) throw error
    return null
  }
}

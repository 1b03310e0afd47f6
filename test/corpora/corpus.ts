// Real files of other programs, which live beside the project and not in it; where they are missing, tests skip loudly.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { it } from 'vitest'
import type { Bytes } from '../../src/pki/bytes.ts'
import { type Finding } from '../../src/pki/findings/finding.ts'
import { openFile, openSealed } from '../../src/pki/findings/open-file.ts'

const folder = join(import.meta.dirname, '../../../shared/corpora')

export interface CorpusCase {
  readonly id: string
  readonly file: string
  readonly kind: string
  /** Null when none is asked for. */
  readonly password: string | null
  readonly expectation: 'parses' | 'clear-error' | 'either'
  readonly why: string
  readonly facts: {
    readonly sha256?: readonly string[]
    readonly subject?: string
    readonly certs?: number
    readonly keys?: number
    readonly key?: string | null
  }
}

/** Runs a test for every case of a manifest; skips it and says so out loud where the files are not there. */
export function testCorpus(manifest: string, test: (corpusCase: CorpusCase) => Promise<void>): void {
  const path = join(folder, manifest)
  if (!existsSync(path)) {
    console.warn(`SKIPPED: the files of ${manifest}: there is no ../shared/corpora`)
    it.skip(`${manifest} (skipped: no ../shared/corpora)`)
    return
  }
  const { cases } = JSON.parse(readFileSync(path, 'utf8')) as { cases: CorpusCase[] }
  it.each(cases)(`${manifest}: $id $file ($expectation: $why)`, test)
}

/** Reads one file of a case. */
export const readCorpusFile = ({ file }: CorpusCase): Bytes => new Uint8Array(readFileSync(join(folder, file)))

/** Opens a file as a person does: looks, and types the passphrase where one is asked for. */
export async function openAsPerson(bytes: Bytes, password: string | null): Promise<Finding[]> {
  const findings: Finding[] = []
  for (const finding of await openFile(bytes)) {
    if (finding.sealed === undefined || password === null) findings.push(finding)
    else findings.push(...(await openSealed(finding.sealed, password)))
  }
  return findings
}

// The licences of the libraries that the page carries, as they ask for: in every copy.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

// The terms of MIT, ISC and BSD licences; what follows them in a file of several licences is not the one we take.
const TERMS = /(Permission (is hereby granted|to use)|Redistribution and use)[\s\S]*?(SOFTWARE|DAMAGE)\.?(?=\s*($|\n))/

/**
 * Gives an HTML comment with the licence of every package among the modules of a build: its copyright lines, and equal
 * terms once.
 *
 * @param moduleIds - absolute paths, as the bundler names its modules
 * @throws when a package brings no licence text
 */
export function noticesFor(moduleIds: readonly string[]): string {
  const ownersByTerms = new Map<string, Set<string>>()
  const folders = new Set(moduleIds.map((id) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(id)?.[0]))
  for (const folder of [...folders].filter((path) => path !== undefined).sort()) {
    const file = readdirSync(folder).find((name) => /^licen[cs]e/i.test(name))
    if (file === undefined) throw new Error(`Cannot find the licence of ${folder}`)
    const text = readFileSync(join(folder, file), 'utf8').replace(/\r\n?/g, '\n')
    const terms = unwrap(TERMS.exec(text)?.[0] ?? text)
    const copyrights =
      text.match(/^[ \t]*Copyright \(c\).*|^[ \t]*\(?c\)? ?Copyright.*|^[ \t]*Copyright \d{4}.*/gim) ?? []
    const owner = [folder.replace(/^.*node_modules\//, ''), ...copyrights.map(unwrap)].join(', ')
    ownersByTerms.set(terms, (ownersByTerms.get(terms) ?? new Set()).add(owner))
  }
  const notices = [...ownersByTerms].map(([terms, owners]) => `${[...owners].join('\n')}\n${terms}`)
  // Two hyphens would end the comment.
  return `<!-- This file holds the following libraries.\n\n${notices.join('\n\n').replaceAll('--', '- -')}\n-->`
}

const unwrap = (text: string): string => text.replace(/\s+/g, ' ').trim()

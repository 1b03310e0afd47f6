import type { DisplayNode } from '../../../src/pki/describe/display-node.ts'

/** Writes a tree as lines, the way a person reads it. */
export function linesOf(nodes: readonly DisplayNode[], indent = ''): string[] {
  return nodes.flatMap(({ label, value, children = [] }) => [
    `${indent}${typeof label === 'string' ? label : `"${label.text}"`}${value === undefined ? '' : `: ${value}`}`,
    ...linesOf(children, `${indent}  `),
  ])
}

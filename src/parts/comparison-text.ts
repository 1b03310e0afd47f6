// A node of a comparison as one line of a table's cell: bounded, since what a certificate says may have any length.

/** What `useDisplayTree` gives. */
interface TranslatedNode {
  readonly label: string
  readonly value?: string | undefined
  readonly children?: readonly TranslatedNode[] | undefined
}

// A fingerprint has 95 characters, a long subject some 200; what is longer is cut, and shown whole by the viewer.
const MAX_CHARACTERS = 500

/** Writes a node's value, or what hangs under it, as one text; a node without either is a fact, told by its label. */
export function lineOf(node: TranslatedNode): string {
  const text = textOf(node)
  return text.length > MAX_CHARACTERS ? `${text.slice(0, MAX_CHARACTERS)} …` : text
}

function textOf({ label, value, children = [] }: TranslatedNode): string {
  if (value !== undefined) return value
  return children.length === 0 ? label : children.map(partOf).join(', ')
}

const partOf = (node: TranslatedNode): string =>
  node.value === undefined && !node.children?.length ? node.label : `${node.label}: ${textOf(node)}`

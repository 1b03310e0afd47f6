// Turns a description from the PKI room into the words of a tree.
import { useI18n } from 'vue-i18n'
import type { DisplayNode } from '../pki/describe/display-node.ts'
import type { TreeNode } from '../ui/TreeView.vue'

/** Gives the translation of labels; values stand as they are. */
export function useDisplayTree() {
  const { t } = useI18n()

  function translate(nodes: readonly DisplayNode[]): TreeNode[] {
    return nodes.map(({ label, value, mono, children }) => ({
      label: typeof label === 'string' ? t(`describe.${label}`) : label.text,
      value,
      isMonospace: mono,
      children: children && translate(children),
    }))
  }

  return { translate }
}

// A lint rule: what a room offers to others says in a docstring what its types cannot.

/** Reports exported functions without a docstring directly above them; overloads share the first one's. */
export const documentedExports = {
  meta: {
    type: 'suggestion',
    docs: { description: 'require a docstring on every exported function' },
    messages: {
      undocumented:
        "'{{name}}' is used by other rooms: say above it, verb first, what it does, its units and errors (/** … */).",
    },
    schema: [],
  },
  create(context) {
    const { sourceCode } = context
    const documented = new Set()
    const check = (statement, name) => {
      const above = sourceCode.getCommentsBefore(statement).at(-1)
      if (above?.type === 'Block' && above.value.startsWith('*')) documented.add(name)
      if (!documented.has(name)) context.report({ node: statement, messageId: 'undocumented', data: { name } })
    }
    return {
      ExportNamedDeclaration(statement) {
        const { declaration } = statement
        if (declaration === null) return
        if (declaration.type === 'FunctionDeclaration' || declaration.type === 'TSDeclareFunction') {
          check(statement, declaration.id.name)
        }
        if (declaration.type !== 'VariableDeclaration') return
        for (const { id, init } of declaration.declarations) {
          if (init?.type === 'ArrowFunctionExpression' || init?.type === 'FunctionExpression') check(statement, id.name)
        }
      },
    }
  },
}

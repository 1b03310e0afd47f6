// The browser's queue of tasks.

/** Resolves in a task of its own: what follows does not lengthen the one at hand. */
export const nextTask = (): Promise<void> => new Promise((resolve) => setTimeout(resolve))

/**
 * Finds modules that need each other before they can run.
 *
 * @param {Map<string, string[]>} graph from a module to those it imports as values
 * @returns {string[][]} each cycle in import order, from whichever module came first
 */
export function findCycles(graph) {
  /** @type {string[][]} */
  const cycles = []
  /** @type {Set<string>} */
  const done = new Set()
  /** @type {string[]} */
  const path = []

  const follow = (/** @type {string} */ module) => {
    if (done.has(module)) return
    const at = path.indexOf(module)
    if (at !== -1) {
      cycles.push(path.slice(at))
      return
    }
    path.push(module)
    for (const next of graph.get(module) ?? []) follow(next)
    path.pop()
    done.add(module)
  }
  for (const module of graph.keys()) follow(module)
  return cycles
}

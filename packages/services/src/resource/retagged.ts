/** A row's tags with some added and some taken away; how they are spelt tells none apart. */
export function retagged(tags: readonly string[], added: readonly string[], removed: readonly string[]): string[] {
  const gone = new Set(removed.map((tag) => tag.toLowerCase()))
  const kept = tags.filter((tag) => !gone.has(tag.toLowerCase()))
  const held = new Set(kept.map((tag) => tag.toLowerCase()))
  return [...kept, ...added.filter((tag) => !held.has(tag.toLowerCase()))]
}

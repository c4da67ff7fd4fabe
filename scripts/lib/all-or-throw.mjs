/**
 * Like `Promise.all`, but waits for all to settle before it throws, so that nothing starts behind the back of who
 * cleans up.
 *
 * @template {unknown[]} Values
 * @param {[...Values]} values
 * @returns {Promise<{ [Key in keyof Values]: Awaited<Values[Key]> }>}
 */
export async function allOrThrow(values) {
  for (const result of await Promise.allSettled(values)) if (result.status === 'rejected') throw result.reason
  return Promise.all(values)
}

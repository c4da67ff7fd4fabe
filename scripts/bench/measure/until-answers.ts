import { until } from './until.ts'

/** Waits for an address to answer 200. Resolves to the seconds it took. */
export async function untilAnswers(url: string): Promise<number> {
  const started = performance.now()
  await until(`${url} answers 200`, async () => {
    try {
      const response = await fetch(url)
      await response.body?.cancel()
      return response.status === 200
    } catch {
      // Nobody listens there yet.
      return false
    }
  })
  return (performance.now() - started) / 1000
}

/** Does one thing again and again, so many at a time, until the time is over. Resolves to how often per second. */
export async function perSecond(
  inFlight: number,
  roundMs: number,
  once: (turn: number) => Promise<unknown>,
): Promise<number> {
  const started = performance.now()
  let turn = 0
  const work = async () => {
    while (performance.now() - started < roundMs) await once(turn++)
  }
  await Promise.all(Array.from({ length: inFlight }, work))
  return (turn * 1000) / (performance.now() - started)
}

/** Does one thing so many times, so many at a time. Resolves to the seconds it took. */
export async function secondsFor(
  times: number,
  inFlight: number,
  once: (turn: number) => Promise<unknown>,
): Promise<number> {
  const started = performance.now()
  let turn = 0
  const work = async () => {
    while (turn < times) await once(turn++)
  }
  await Promise.all(Array.from({ length: inFlight }, work))
  return (performance.now() - started) / 1000
}

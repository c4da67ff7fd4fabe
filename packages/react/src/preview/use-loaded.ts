import { useCallback, useEffect, useRef, useState } from 'react'

interface Loaded<Value> {
  readonly value?: Value
  readonly error?: unknown
}

/** What `load` gives, for as long as it is shown; asked for again when `key` changes. */
export function useLoaded<Value>(key: string, load: (signal: AbortSignal) => Promise<Value>) {
  const [loaded, setLoaded] = useState<Loaded<Value>>({})
  const [attempt, setAttempt] = useState(0)
  const current = useRef(load)
  current.current = load

  // biome-ignore lint/correctness/useExhaustiveDependencies: `load` is made anew with each rendering, `key` tells it apart
  useEffect(() => {
    const canceller = new AbortController()
    setLoaded({})
    current.current(canceller.signal).then(
      (value) => !canceller.signal.aborted && setLoaded({ value }),
      (error: unknown) => !canceller.signal.aborted && setLoaded({ error }),
    )
    return () => canceller.abort()
  }, [key, attempt])

  return { ...loaded, retry: useCallback(() => setAttempt((before) => before + 1), []) }
}

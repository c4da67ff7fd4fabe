import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { type NewSession, type SentFile, startSession } from './start-session.ts'
import { words } from './words.ts'

/**
 * Starts a session, and says how far that is and why it was refused. Going away ends it; what was sent is not sent again. What was made
 * by then stands in the list, and nobody is taken to it.
 */
export function useStartSession(onMade: (id: string) => void) {
  const client = useQueryClient()
  /** What is happening now, in words; null while nothing is. */
  const [doing, setDoing] = useState<string | null>(null)
  const [problem, setProblem] = useState<unknown>(null)
  const running = useRef<AbortController | null>(null)
  const sent = useRef<SentFile[]>([])
  useEffect(() => () => running.current?.abort(), [])

  async function start(session: NewSession): Promise<void> {
    const canceller = new AbortController()
    running.current = canceller
    setProblem(null)
    setDoing(words.starting)
    try {
      const { id } = await startSession(session, {
        signal: canceller.signal,
        sent: sent.current,
        onProgress: (sending) => setDoing(sending ? words.sending(sending.name, sending.percent) : words.starting),
      })
      await client.invalidateQueries({ queryKey: ['importSession', 'list'] })
      if (!canceller.signal.aborted) onMade(id)
    } catch (error) {
      if (canceller.signal.aborted) return
      setProblem(error)
      setDoing(null)
    }
  }

  return { doing, problem, start }
}

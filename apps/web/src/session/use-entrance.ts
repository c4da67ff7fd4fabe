import { useRouter } from '@tanstack/react-router'
import { useState } from 'react'
import { queryClient } from '../api/query-client.ts'
import { meQuery } from './me.ts'
import { signIn } from './session.ts'

/** Lets somebody in who has just joined. `joinedAs` is set where they have to sign in themselves: a second step is due, or the way is blocked. */
export function useEntrance() {
  const router = useRouter()
  const [joinedAs, setJoinedAs] = useState<string | null>(null)

  async function enter(username: string, password: string): Promise<void> {
    // Whoever was signed in here already may do more from now on.
    queryClient.removeQueries({ queryKey: meQuery.queryKey })
    try {
      await signIn({ username, password })
      router.history.push('/')
    } catch {
      setJoinedAs(username)
    }
  }
  return { joinedAs, enter }
}

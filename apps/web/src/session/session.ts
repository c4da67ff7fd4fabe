import { gw, onSignedOut } from '../api/client.ts'
import { queryClient } from '../api/query-client.ts'

export type SessionState = 'unknown' | 'signed-in' | 'signed-out'

let state: SessionState = 'unknown'
let resuming: Promise<SessionState> | null = null
let isLeaving = false
const listeners = new Set<(end: { wasAsked: boolean }) => void>()

/** Tabs of one browser share the cookie, so they sign in and out together. */
const tabs = new BroadcastChannel('groundwork-session')
tabs.onmessage = ({ data }: MessageEvent<SessionState>) => {
  if (data !== state) window.location.reload()
}

onSignedOut(() => {
  if (state !== 'signed-in') return
  state = 'signed-out'
  tabs.postMessage(state)
  queryClient.clear()
  for (const listener of listeners) listener({ wasAsked: isLeaving })
})

/** Tries the cookie of an earlier sign-in, once per page load. Throws when the server cannot be asked. */
export function resumeSession(): Promise<SessionState> {
  if (state !== 'unknown') return Promise.resolve(state)
  resuming ??= gw
    .resume()
    .then((isSignedIn) => (state = isSignedIn ? 'signed-in' : 'signed-out'))
    .finally(() => {
      resuming = null
    })
  return resuming
}

interface SignIn {
  readonly username: string
  readonly password: string
  readonly otp?: string
}

export async function signIn({ username, password, ...secondStep }: SignIn): Promise<void> {
  await gw.signIn(username, password, secondStep)
  queryClient.clear()
  state = 'signed-in'
  tabs.postMessage(state)
}

export async function signOut(): Promise<void> {
  isLeaving = true
  try {
    await gw.signOut()
  } finally {
    isLeaving = false
  }
}

/** Here too: what is left of this session is put away as if somebody had left. */
export async function signOutEverywhere(): Promise<void> {
  await gw.auth.signOutEverywhere()
  await signOut()
}

/** Calls back when the session ends: because the person left, or because the server no longer honours it. */
export function onSessionEnd(listener: (end: { wasAsked: boolean }) => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

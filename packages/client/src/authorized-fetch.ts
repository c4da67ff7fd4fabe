import { headersOf, type Session } from './session.ts'

/**
 * A `fetch` that carries the session's credentials, and tries once more with newer ones when they are refused. A refused
 * request was not begun, so that is safe for writes too.
 */
export function authorizedFetch(session: Session, fetch: typeof globalThis.fetch): typeof globalThis.fetch {
  return async (input, init) => {
    const credentials = await session.credentials()
    const response = await send(credentials)
    if (response.status !== 401 || !(await session.renew(credentials))) return response
    await response.body?.cancel()
    return send(await session.credentials())

    function send(shown: typeof credentials): Promise<Response> {
      const headers = new Headers(init?.headers)
      for (const [name, value] of Object.entries(headersOf(shown))) headers.set(name, value)
      return fetch(input, { ...init, headers })
    }
  }
}

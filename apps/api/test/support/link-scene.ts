import { makeAvailable } from '@groundwork/db/testing'
import { expect } from 'vitest'
import { answerOf, type Caller, startTestApi } from './start-test-api.ts'

/** A running API, people with files to give away, and strangers who follow links. */
export async function createLinkScene() {
  const api = await startTestApi({ REQUESTS_PER_MINUTE: '100000' })
  const home = await api.organization('Home')

  const formOf = (text: string, name: string, fields: Readonly<Record<string, string>> = {}) => {
    const form = new FormData()
    for (const [field, value] of Object.entries(fields)) form.append(field, value)
    form.append('file', new Blob([text]), name)
    return form
  }

  /** As somebody without any account. */
  const follow = async (token: string, rest = '', init: RequestInit = {}) =>
    answerOf(
      await fetch(`${api.url}/s/${token}${rest}`, {
        ...init,
        headers: { Accept: 'application/json', ...init.headers },
      }),
    )

  return {
    api,
    home,
    owner: await api.member(home, 'owner'),
    maker: await api.member(home, 'member'),
    stranger: await api.member(await api.organization('Elsewhere'), 'owner'),
    formOf,
    follow,
    unlock: (token: string, password: string) =>
      follow(token, '', {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ password }),
      }),
    bring: (token: string, text: string, name = 'brought.txt') =>
      follow(token, '/upload', { method: 'POST', body: formOf(text, name) }),
    async fileOf(
      caller: Caller,
      { name = 'notes.txt', folder = '', text = `notes ${Math.random()}` } = {},
    ): Promise<string> {
      const { status, body } = await caller('POST', '/files/upload/', formOf(text, name, { organization: home }))
      expect({ status, body }).toMatchObject({ status: 201 })
      await makeAvailable(api.sql, body.id)
      if (folder) expect((await caller('PATCH', `/files/${body.id}/`, { folder })).status).toBe(200)
      return body.id
    },
    folderOf: async (caller: Caller, name: string, parent?: string): Promise<string> =>
      (await caller('POST', '/folders/', { name, organization: home, ...(parent && { parent }) })).body.id,
    async linkTo(caller: Caller, kind: 'files' | 'folders', id: string, terms: object = {}) {
      const { status, body } = await caller('POST', `/${kind}/${id}/links/`, terms)
      expect({ status, body }).toMatchObject({ status: 201 })
      return { id: body.id as string, token: new URL(body.url).pathname.slice('/s/'.length), body }
    },
  }
}

export type LinkScene = Awaited<ReturnType<typeof createLinkScene>>

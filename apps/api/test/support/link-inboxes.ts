import { expect } from 'vitest'
import type { LinkScene } from './link-scene.ts'
import { bytesType, tusCalls } from './tus-calls.ts'

const nameOf = (path: string) => path.split('/').at(-1) ?? ''

/** A folder with an upload-only link to it. */
export interface Inbox {
  readonly folder: string
  readonly link: string
  readonly token: string
  readonly tus: ReturnType<typeof tusCalls>
}

/** Inboxes, and strangers who bring trees to them by either door. */
export function linkInboxes({ api, maker, follow, formOf, folderOf, linkTo }: LinkScene) {
  async function inbox(terms: object = {}, by = maker): Promise<Inbox> {
    const folder = await folderOf(by, `Inbox ${Math.random()}`)
    const { id: link, token } = await linkTo(by, 'folders', folder, { kind: 'upload', ...terms })
    return { folder, link, token, tus: tusCalls(api.url, { 'X-Upload-Link': token }) }
  }

  /** One file in one request, as tus. */
  async function bring({ tus }: Pick<Inbox, 'tus'>, path: string, text = 'abc') {
    const metadata = { filename: nameOf(path), relative_path: path }
    const answer = await tus.begin(text.length, metadata, { body: Buffer.from(text), headers: bytesType })
    return { status: answer.status, body: answer.status === 201 ? {} : await answer.json() }
  }

  /** The same as a form. */
  const post = ({ token }: Pick<Inbox, 'token'>, path: string, text = 'abc') =>
    follow(token, '/upload', { method: 'POST', body: formOf(text, nameOf(path), { relative_path: path }) })

  /** The same before it is sent: its type, and its bytes. */
  async function formBytes(path: string): Promise<[string, ArrayBuffer]> {
    const form = new Response(formOf('abc', nameOf(path), { relative_path: path }))
    return [form.headers.get('content-type') ?? '', await form.arrayBuffer()]
  }

  /** All that lies below a folder now, by its path from there. */
  async function treeOf(folder: string): Promise<string[]> {
    const rows = await api.sql<{ path: string }>(
      `with recursive below as (
         select id, '' collate "C" as place from folder where id = $1
         union all
         select f.id, b.place || f.name collate "C" || '/' from folder f join below b on f.parent_id = b.id where f.deleted_at is null)
       select place as path from below where place <> ''
       union all select b.place || f.original_filename collate "C" from file f join below b on b.id = f.folder_id where f.deleted_at is null
       order by 1`,
      [folder],
    )
    return rows.map(({ path }) => path).sort()
  }

  return { inbox, bring, post, formBytes, treeOf }
}

/** Answers about a path. */
export const invalidPath = (reason: string) => ({
  status: 400,
  body: { code: 'invalid', reason, errors: { relative_path: [expect.any(String)] } },
})
export const tooManyFolders = {
  status: 413,
  body: { code: 'quota_exceeded', reason: 'too_many_folders', errors: { relative_path: [expect.any(String)] } },
}

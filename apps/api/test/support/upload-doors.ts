import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { answerOf, type Caller, type TestApi } from './start-test-api.ts'
import { tusCalls } from './tus-calls.ts'

/** What somebody sends. */
export interface SentFile {
  readonly name: string
  readonly bytes: Buffer
}

/** How a door answers: with the file, or with a problem. */
export interface DoorAnswer {
  readonly status: number
  readonly reason: string | null
  readonly file: string | null
}

export interface Door {
  readonly name: string
  readonly send: (sent: SentFile) => Promise<DoorAnswer>
}

interface Given {
  readonly api: TestApi
  readonly organization: string
  readonly member: Caller
  /** A file that is available, to be replaced. */
  readonly replaced: string
  /** Of an upload-only link. */
  readonly token: string
}

type Body = { readonly id?: string; readonly reason?: string } | string | null

const answered = (status: number, body: Body, file: string | null = null): DoorAnswer => {
  const { id = null, reason = null } = typeof body === 'object' && body ? body : {}
  return { status, reason, file: status < 300 ? (file ?? id) : null }
}

/** Every way by which bytes come in. A new one belongs here, and is driven by whatever drives the others. */
export async function openDoors({ api, organization, member, replaced, token }: Given) {
  const web = await webOf()
  const headers = { Authorization: `Bearer ${member.token}` }
  const tus = tusCalls(api.url, headers)

  /** The newest file of the organization, where a door does not name it. */
  const newest = async () => {
    const [row] = await api.sql<{ id: string }>(
      'select id from file where organization_id = $1 order by created_at desc, id desc limit 1',
      [organization],
    )
    return row?.id ?? null
  }
  const sendForm = async (path: string, fields: Readonly<Record<string, string>>, { name, bytes }: SentFile) => {
    const form = new FormData()
    for (const [field, value] of Object.entries(fields)) form.append(field, value)
    form.append('file', new File([new Uint8Array(bytes)], name))
    return answerOf(
      await fetch(`${api.url}${path}`, {
        method: 'POST',
        headers: { ...headers, Accept: 'application/json' },
        body: form,
      }),
    )
  }
  const storing = (path: string, fields: Readonly<Record<string, string>>) => async (sent: SentFile) => {
    const { status, body } = await sendForm(path, { org_id: organization, object_id: 'one', ...fields }, sent)
    return answered(status, body, status < 300 ? await newest() : null)
  }

  const doors: readonly Door[] = [
    {
      name: 'the form',
      send: async (sent) => {
        const { status, body } = await sendForm('/api/v1/files/upload/', { organization }, sent)
        return answered(status, body)
      },
    },
    {
      name: 'a next version',
      send: async (sent) => {
        const { status, body } = await sendForm(`/api/v1/files/${replaced}/versions/`, {}, sent)
        return answered(status, body)
      },
    },
    {
      name: 'tus',
      send: async ({ name, bytes }) => {
        const begun = await answerOf(await tus.begin(bytes.length, { organization, filename: name }))
        if (begun.status !== 201) return answered(begun.status, begun.body)
        const sent = await answerOf(await tus.send(begun.headers.get('location') ?? '', 0, bytes))
        return answered(sent.status, sent.body, sent.headers.get('upload-file-id'))
      },
    },
    {
      name: 'an address',
      send: async (sent) => {
        const { status, body } = await member('POST', '/files/import-url/', { organization, url: web.serve(sent) })
        return answered(status, body)
      },
    },
    { name: 'the storage service', send: storing('/api/storage/upload', { system: 'workspace', object_type: 'doc' }) },
    {
      name: 'an upload link',
      send: async (sent) => {
        const { status, body } = await sendForm(`/s/${token}/upload`, {}, sent)
        return answered(status, body, status < 300 ? await newest() : null)
      },
    },
  ]
  return { doors, archiveDoor: storing('/api/storage/app-zip-upload', {}), close: () => web.close() }
}

/** Somebody's web server, which says of a file what it likes. */
async function webOf() {
  let served: SentFile = { name: '', bytes: Buffer.alloc(0) }
  const server = createServer((_req, res) => {
    res.setHeader('Content-Disposition', `attachment; filename*=UTF-8''${encodeURIComponent(served.name)}`)
    res.end(served.bytes)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    serve: (sent: SentFile) => {
      served = sent
      return `http://127.0.0.1:${port}/file`
    },
    close: () => void server.close(),
  }
}

import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { type GroundworkClient, GroundworkError } from '@groundwork/client'
import { sha256 } from './sha256.ts'

export interface UploadResult {
  readonly name: string
  readonly bytes: number
  readonly sha256: string
  /** The file's state, or `refused` when it was not taken at all. */
  readonly state: string
  readonly seconds: number
  readonly id?: string
  readonly type?: string
  readonly reason?: string
  /** What went wrong on the server's side. A refusal with its reason is none. */
  readonly fault?: string
}

const atOnce = 4
const patienceMs = 120_000

/** Where the signed-in user works: their first membership, or for a superuser the first organization. */
export async function chooseOrganization(gw: GroundworkClient): Promise<{ id: string; name: string }> {
  const { memberships } = await gw.auth.me()
  const [mine] = memberships
  if (mine) return { id: mine.organization, name: mine.organizationName }
  const { rows } = await gw.organization.list({ limit: 1 })
  const [first] = rows
  if (!first) throw new Error('There is no organization to upload to')
  return first
}

interface Folder {
  readonly folder: string
  readonly paths: readonly string[]
  readonly organization: string
}

/** Uploads files four at a time and waits for the verdict on each. */
export async function uploadAll(
  gw: GroundworkClient,
  { folder, paths, organization }: Folder,
): Promise<UploadResult[]> {
  const results: UploadResult[] = []
  const waiting = paths.entries()
  const work = async () => {
    for (const [index, name] of waiting)
      results[index] = await uploadOne(gw, join(folder, name), { name, organization })
  }
  await Promise.all(Array.from({ length: atOnce }, work))
  return results
}

async function uploadOne(
  gw: GroundworkClient,
  path: string,
  { name, organization }: { name: string; organization: string },
): Promise<UploadResult> {
  const known = { name, bytes: (await stat(path)).size, sha256: await sha256(createReadStream(path)) }
  const started = performance.now()
  const seconds = () => (performance.now() - started) / 1000
  let id: string | undefined
  try {
    ;({ id } = await gw.uploadFile(path, { organization, tags: ['demo'] }))
    const { status, statusReason, mimeType, sha256 } = await gw.waitUntilSettled(id, { timeoutMs: patienceMs })
    return {
      ...known,
      id,
      state: status,
      seconds: seconds(),
      ...(mimeType && { type: mimeType }),
      ...(statusReason && { reason: statusReason }),
      ...(sha256 !== known.sha256 && { fault: `the server hashed ${sha256}` }),
    }
  } catch (error) {
    const told = error instanceof GroundworkError ? error.detail : String(error)
    const isRefusal = !id && error instanceof GroundworkError && error.status >= 400 && error.status < 500
    const state = isRefusal ? 'refused' : id ? 'unsettled' : 'failed'
    return { ...known, state, seconds: seconds(), reason: told, ...(!isRefusal && { fault: told }) }
  }
}

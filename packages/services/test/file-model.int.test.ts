import { text } from 'node:stream/consumers'
import { StoredFile } from '@groundwork/domain'
import { toStorageKey } from '@groundwork/storage'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import {
  copyFile,
  holdFile,
  listFileVersions,
  openDownload,
  purgeFiles,
  releaseHold,
  removeDeadBytes,
  removeFileVersion,
  restoreFileVersion,
} from '../src/file/index.ts'
import { createFileWorld, type FileWorld, sha256 } from './file-world.ts'
import { waryScanner } from './wary-scanner.ts'

const wary = waryScanner()
let world: FileWorld

beforeAll(async () => {
  world = await createFileWorld({ scanner: wary.scanner })
})
afterAll(() => world.close())

/** Few contents and few files, so that the same bytes meet often; one of them is harmful. */
const contents = ['alpha', 'beta', 'gamma gamma', 'HARMFUL']

const content = fc.constantFrom(...contents)
const place = fc.nat({ max: 3 })
const step = fc.oneof(
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('upload' as const), content }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('replace' as const), place, content }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('scan' as const), place }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('restore' as const), place, number: fc.nat({ max: 4 }) }) },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('removeVersion' as const), place, number: fc.nat({ max: 4 }) }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('delete' as const), place }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('undelete' as const), place }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('purge' as const), place }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('copy' as const), place }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('hold' as const), place }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('letGo' as const), place }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('sweep' as const) }) },
)
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never
type Owner = Awaited<ReturnType<FileWorld['member']>>

interface Model {
  readonly files: string[]
  /** Under legal hold. */
  readonly held: Set<string>
}

/** Does a step if it can be done now; what is refused must have changed nothing that counts. */
async function take({ organization, context }: Owner, { files, held }: Model, taken: Step): Promise<void> {
  const file = 'place' in taken ? files[taken.place % Math.max(files.length, 1)] : undefined
  const upload = (bytes: string, replaces?: string) =>
    world.upload(context, { organization, fileName: 'a.txt', bytes: Buffer.from(bytes), ...(replaces && { replaces }) })
  if (taken.kind === 'upload') files.push((await upload(taken.content)).id)
  if (taken.kind === 'sweep') await removeDeadBytes(world.services)
  if (file === undefined) return
  const change = { id: file, number: 'number' in taken ? taken.number + 1 : 0 }
  const doings: Readonly<Partial<Record<Step['kind'], () => Promise<unknown>>>> = {
    replace: () => upload('content' in taken ? taken.content : '', file),
    scan: () => world.scan(organization, file),
    restore: () => restoreFileVersion(world.services, context, change),
    removeVersion: () => removeFileVersion(world.services, context, change),
    delete: () => world.database.withUnitOfWork(context, (work) => work.remove(StoredFile, file)),
    undelete: () => world.database.withUnitOfWork(context, (work) => work.restore(StoredFile, file)),
    purge: () => purgeFiles(world.services, context, [file]),
    copy: async () => files.push((await copyFile(world.services, context, { id: file, folder: null })).id),
    hold: async () => held.add((await holdFile(world.services, context, { id: file, reason: 'evidence' })).id),
    letGo: async () => held.delete((await releaseHold(world.services, context, { id: file, reason: 'over' })).id),
  }
  const isHeld = held.has(file)
  const before = isHeld && (await servedOf(file))
  const isDone = await doings[taken.kind]?.().then(
    () => true,
    (error: unknown) => {
      expect(error).toMatchObject({ name: 'DomainError' })
      return false
    },
  )
  if (isHeld && isDone) expect(refusedByHold, 'evidence stays as it is').not.toContain(taken.kind)
  if (held.has(file) && before) expect(await servedOf(file), 'what is held is served as it was').toEqual(before)
}

const servedOf = (file: string) =>
  world.sql<object>('select version_number, sha256, original_filename from file where id = $1', [file])

const refusedByHold: readonly Step['kind'][] = ['replace', 'restore', 'removeVersion', 'delete', 'purge']

/** What holds whatever was done. */
async function check({ organization, context }: Owner, { files }: Model): Promise<void> {
  const [live] = await world.sql<{ bytes: number }>(
    'select coalesce(sum(bytes), 0)::int as bytes from blob where organization_id = $1 and removed_at is null',
    [organization],
  )
  expect(await world.quota(organization), 'used is what the live blobs hold').toEqual({
    used: live?.bytes,
    reserved: 0,
  })

  const strays = await world.sql(
    `select v.id from file_version v join blob b on b.id = v.blob_id where v.organization_id = $1 and b.removed_at is not null`,
    [organization],
  )
  expect(strays, 'a version is made of a live blob').toEqual([])

  const unnamed = await world.sql(
    `select b.id from blob b where b.organization_id = $1 and b.removed_at is null
       and not exists (select from file_version v where v.blob_id = b.id)`,
    [organization],
  )
  expect(unnamed, 'a blob that nobody names is no live one').toEqual([])

  const blobs = await world.sql<{ key: string; bytes: number }>(
    'select storage_key as key, bytes::int from blob where organization_id = $1 and removed_at is null',
    [organization],
  )
  for (const { key, bytes } of blobs)
    expect((await world.storage.head(toStorageKey(key)))?.bytes, 'a live blob has its bytes').toBe(bytes)

  for (const file of files) {
    const row = await world.database.reader(context).find(StoredFile, file)
    if (!row) continue
    const versions = await listFileVersions(world.services, context, file)
    expect(versions.filter(({ isCurrent }) => isCurrent)).toHaveLength(1)
    for (const { number, status } of versions) {
      const bytes = await openDownload(world.services, context, { file, version: number }).then(
        async ({ open }) => (open ? text(await open()) : ''),
        (error: unknown) => {
          expect(error).toMatchObject({ code: 'not_available' })
          return null
        },
      )
      expect(bytes !== null, 'what is available is served, and nothing else').toBe(status === 'available')
      expect(bytes ?? '').not.toContain('HARMFUL')
      if (number === row.versionNumber && bytes !== null) expect(sha256(Buffer.from(bytes))).toBe(row.sha256)
    }
  }
}

it('whatever is done to files, quota, bytes and verdicts stay honest', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 25 }), async (steps) => {
      const owner = await world.member('owner')
      const model: Model = { files: [], held: new Set() }
      for (const taken of steps) {
        await take(owner, model, taken)
        await check(owner, model)
      }
    }),
    { numRuns: 12, endOnFailure: true },
  )
}, 120_000)

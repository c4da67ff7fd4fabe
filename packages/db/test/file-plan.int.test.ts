import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  asSystem,
  cutTies,
  deleteEmptyFolders,
  deleteVersionsOf,
  filesDueForPurge,
  findText,
  freeNumber,
  heldBackIn,
  holdFirstScans,
  latestVersionState,
  leaseForScan,
  linksReaching,
  sharedWith,
  sharesReaching,
  type UnitOfWork,
  versionNumbered,
  versionsOf,
  waitsForScan,
} from '../src/index.ts'
import { createTestDatabase, type TestDatabase, worldIn } from './support/index.ts'

const system = asSystem('see how a statement goes about it')
const rowCount = 20_000
/** Few enough, and Postgres would look up what it is not told of an index's first column for each of them. */
const organizationCount = 500
/** Of the tables and indexes here, the smallest that a statement could go through has more. */
const mostPages = 60

let test: TestDatabase
let organization: string
let user: string
let folder: string
let files: { readonly id: string; readonly organization: string }[]

beforeAll(async () => {
  test = await createTestDatabase()
  const world = worldIn(test.database)
  organization = (await world.organization()).id
  const { actor } = await world.caller([organization])
  user = actor.kind === 'user' ? actor.userId : ''
  folder = randomUUID()
  await test.sql(
    `insert into folder (id, organization_id, name, path, depth, deleted_at)
     select id, $1, n::text, '/' || id || '/', 0, case when n between 2 and 4 then now() - interval '60 days' end
     from (select case when n = 1 then $2 else gen_random_uuid() end as id, n from generate_series(1, $3::int) n) made`,
    [organization, folder, rowCount],
  )
  files = await test.sql(
    `with home as (insert into organization (id, name, code, organization_type_id, path, depth)
       select id, 'O' || n, 'O' || n, 'Company', '/' || id || '/', 0
       from (select gen_random_uuid() as id, n from generate_series(1, ${organizationCount}) n) made returning id),
     homes as (select array_agg(id) as ids from home),
     file as (insert into file (id, organization_id, original_filename, file_path, status, folder_id, created_at)
       select gen_random_uuid(), case when n % 2 = 0 then $1 else ids[1 + n % ${organizationCount}] end, n || '.pdf', n, 'available',
         case when n % 2000 = 0 then $2::uuid end, now() - n * interval '1 second'
       from homes, generate_series(1, $3::int) n returning id, organization_id as organization),
     blob as (insert into blob (id, organization_id, storage_provider, storage_key, bytes, sha256, scan_verdict, scanned_at)
       select id, organization, 'local', id, 1, id, 'clean', now() from file),
     version as (insert into file_version (id, organization_id, file_id, blob_id, file_name, status)
       select gen_random_uuid(), organization, id, id, 'a', 'stored' from file),
     words as (insert into blob_text (organization_id, blob_id, content) select organization, id, id::text from file),
     liked as (insert into favourite (user_id, organization_id, file_id) select $4, organization, id from file),
     linked as (insert into file_link (id, organization_id, file_id, kind, token_hash, created_by_id)
       select gen_random_uuid(), organization, id, 'view', id, $4 from file),
     shared as (insert into file_share (id, organization_id, file_id, user_id, permission, created_by_id)
       select gen_random_uuid(), organization, id, $4, 'view', $4 from file)
     select id, organization from file`,
    [organization, folder, rowCount, user],
  )
  await test.sql('analyze')
})
afterAll(() => test.close())

interface PlanNode {
  readonly 'Node Type': string
  readonly 'Shared Hit Blocks': number
  readonly 'Shared Read Blocks': number
  readonly Plans?: readonly PlanNode[]
}

/** Of what it is found by: what a trigger reads when it is called for the first time is no matter of the plan. */
function pagesOf(node: PlanNode | undefined): number {
  if (node?.['Node Type'] === 'ModifyTable') return pagesOf(node.Plans?.[0])
  return node ? node['Shared Hit Blocks'] + node['Shared Read Blocks'] : Number.NaN
}

/** How many pages the statements read altogether, as the system does it, whom no policy leads to an index. */
async function pagesReadBy(run: (work: UnitOfWork) => Promise<unknown>): Promise<number> {
  let pages = 0
  await test.database.withUnitOfWork(system, async (work) => {
    const counting: UnitOfWork = Object.create(work, {
      query: {
        value: async (text: string, values: readonly unknown[]) => {
          const [row] = await work.query<{ 'QUERY PLAN': [{ Plan: PlanNode }] }>(
            `explain (analyze, buffers, format json) ${text}`,
            values,
          )
          pages += pagesOf(row?.['QUERY PLAN'][0].Plan)
          return []
        },
      },
    })
    await run(counting)
  })
  return pages
}

const fileAt = (place: number) => files[place]?.id ?? ''

describe('among many files, what is asked of one reads a handful of pages', () => {
  it.each<readonly [string, (work: UnitOfWork) => Promise<unknown>]>([
    ['the lease of its scan', (work) => leaseForScan(work, fileAt(1), { token: randomUUID(), seconds: 60 })],
    ['whether it waits for its scan', (work) => waitsForScan(work, fileAt(rowCount - 2))],
    ['whether its first scan is due', (work) => holdFirstScans(work, [fileAt(1)], 'available')],
    ['its newest version', (work) => latestVersionState(work, fileAt(3))],
    ['all its versions', (work) => versionsOf(work, fileAt(4))],
    ['one of its versions', (work) => versionNumbered(work, fileAt(5), 1)],
    ['the end of its versions', (work) => deleteVersionsOf(work, fileAt(6))],
    ['the end of what is tied to it', (work) => cutTies(work, fileAt(7))],
    ['its words', (work) => findText(work, { id: fileAt(8), organization: files[8]?.organization ?? '' })],
    ['the links that lead to it', (work) => linksReaching(work, fileAt(9))],
    ['the shares that lead to it', (work) => sharesReaching(work, { file: fileAt(9) }, 'all')],
    ['the shares that lead to a folder', (work) => sharesReaching(work, { folder }, [organization])],
  ])('%s', async (_, run) => {
    expect(await pagesReadBy(run)).toBeLessThan(mostPages)
  })
})

describe('among many files, a few that are looked for are found without going through the others:', () => {
  const likeSeven = { name: '7', stem: '7', suffix: '' }
  const before = { now: new Date(), limit: 100, trashDays: 30 }
  const held = (isReleased: boolean) => ({
    organizations: [organization],
    isReleased,
    orderBy: '-since' as const,
    limit: 25,
  })
  it.each<readonly [string, (work: UnitOfWork) => Promise<unknown>]>([
    ['what is held back', (work) => heldBackIn(work, held(false))],
    ['what is let out all the same', (work) => heldBackIn(work, held(true))],
    ['what is due to be purged', (work) => filesDueForPurge(work, { ...before, after: null })],
    ['folders that are past their days in the trash', (work) => deleteEmptyFolders(work, before)],
    ['a free name in a folder', (work) => freeNumber(work, 'file', { organization, folder, ...likeSeven })],
    ['a free name at the top', (work) => freeNumber(work, 'file', { organization, folder: null, ...likeSeven })],
    ['a free name of folders', (work) => freeNumber(work, 'folder', { organization, folder: null, ...likeSeven })],
    [
      'what is shared with somebody',
      (work) =>
        sharedWith(work, { user: randomUUID(), organizations: [organization], orderBy: '-sharedAt', limit: 25 }),
    ],
  ])('%s', async (_, run) => {
    expect(await pagesReadBy(run)).toBeLessThan(mostPages)
  })
})

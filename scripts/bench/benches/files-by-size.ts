import { type Database, type ListQuery, openDatabase } from '@groundwork/db'
import { type Filter, type Principal, StoredFile } from '@groundwork/domain'
import { type Bench, ceilingFinding } from '../bench.ts'
import { password, poolSize } from '../lab/open-lab.ts'
import { type FilesOfSize, fileWords, inFullFolder, populateFiles } from '../lab/populate-files.ts'
import { compare } from '../measure/compare.ts'
import { perSecond } from '../measure/in-flight.ts'
import { manager } from '../measure/manager.ts'
import { median } from '../measure/statistics.ts'

const inFlight = 16

const newest = { orderBy: ['-createdAt'], limit: 25 } as const

/** How people look for files, and how many times the cost of the same among ten thousand each may have. */
const ways: readonly (readonly [name: string, budget: number, query: (files: FilesOfSize) => ListQuery])[] = [
  ['files-by-folder', 1.3, ({ folder }) => ({ ...newest, orderBy: ['originalFilename'], filter: within(folder) })],
  ['files-by-type', 1.3, () => ({ ...newest, filter: { field: 'kind', op: 'eq', value: 'image' } })],
  ['files-by-date', 1.3, () => ({ ...newest, filter: recent() })],
  ['files-by-common-tag', 2, () => ({ ...newest, filter: tagged(fileWords.common) })],
  ['files-by-rare-tag', 2, () => ({ ...newest, filter: tagged(fileWords.rare) })],
]

const within = (folder: string): Filter => ({ field: 'folder', op: 'eq', value: folder })
const tagged = (word: string): Filter => ({ field: 'tags', op: 'hasany', value: [word] })
const recent = (): Filter => ({ field: 'createdAt', op: 'gte', value: new Date(Date.now() - 3_600_000).toISOString() })

export const filesBySize: Bench = {
  names: [...ways.map(([name]) => name), 'folder-10000-s'],
  about:
    'list of 25 in an organization of a million files, by folder, type, date and tag, under row-level security in the process: against the same in one of ten thousand; and all pages of a folder of ten thousand, in order of names',
  run: async ({ environment, url, ownerUrl, user, username, products }, effort) => {
    const sizes = [products * 5, 10_000]
    const [large, small] = await populateFiles({ url, ownerUrl, password, sizes })
    if (!large || !small) throw new Error('There are no organizations to compare')
    const database = await openDatabase({ url: environment.APP_DATABASE_URL ?? '', poolSize })
    const actor = (files: FilesOfSize) => manager({ organization: files.organization, user, username })
    try {
      const findings = []
      for (const [name, budget, query] of ways) {
        const found = await compare(
          lister(database, actor(large), query(large)),
          lister(database, actor(small), query(small)),
          effort,
        )
        findings.push(ceilingFinding(name, budget, 1 / found.ratio, inMs(found.ours), inMs(found.limit)))
      }
      const seconds = await openFolder(database, actor(large), large.fullFolder)
      return [...findings, ceilingFinding('folder-10000-s', 1, seconds, `${seconds.toFixed(2)} s`)]
    } finally {
      await database.close()
    }
  },
}

const lister = (database: Database, actor: Principal, query: ListQuery) => (ms: number) =>
  perSecond(inFlight, ms, async () => {
    const { rows } = await database.reader({ actor }).list(StoredFile, query)
    if (!rows.length) throw new Error('The list that is measured is empty')
  })

/** Of one call, when sixteen are in flight. */
const inMs = (rate: number) => `${(1000 / rate).toFixed(2)} ms`

/** Every file of a full folder, page after page in the order of names, as the web client shows it. */
async function openFolder(database: Database, actor: Principal, folder: string): Promise<number> {
  const times: number[] = []
  for (let turn = 0; turn < 3; turn++) {
    const started = performance.now()
    let cursor: string | null = null
    let count = 0
    do {
      const query: ListQuery = {
        orderBy: ['originalFilename'],
        limit: 200,
        filter: within(folder),
        ...(cursor !== null && { cursor }),
      }
      const page = await database.reader({ actor }).list(StoredFile, query)
      count += page.rows.length
      cursor = page.nextCursor
    } while (cursor !== null)
    if (count !== inFullFolder) throw new Error(`${count} files lie in the folder`)
    times.push((performance.now() - started) / 1000)
  }
  return median(times)
}

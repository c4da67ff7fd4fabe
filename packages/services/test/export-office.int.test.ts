import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { Product } from '@groundwork/domain'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createDataJob } from '../src/data-job/index.ts'
import { openDownload } from '../src/file/index.ts'
import { createImportWorld, type Importer, type ImportWorld } from './import-world.ts'

const run = promisify(execFile)
let world: ImportWorld
let directory: string
let isInstalled: boolean

beforeAll(async () => {
  world = await createImportWorld()
  directory = await mkdtemp(join(tmpdir(), 'groundwork-office-'))
  isInstalled = await run('sh', ['-c', 'command -v soffice']).then(
    () => true,
    () => false,
  )
})
afterAll(async () => {
  await world.close()
  await rm(directory, { recursive: true })
})

const products = [
  ['007', 'Leading zeros', 'kept "as they are"'],
  ['=1+1', '=cmd|/C calc', '+43 1 234'],
  ["'=quoted", '@sum', '-5'],
  ['12345678901234567890', 'größer; than, all', 'two\nlines'],
  ['1E5', 'TRUE', '2026-11-21'],
] as const

async function shopOf(): Promise<Importer> {
  const shop = await world.asker()
  await world.services.database.withUnitOfWork(shop.context, (work) =>
    work.insertMany(
      Product,
      products.map(([sku, name, description], place) => ({
        organization: shop.organization,
        sku,
        name,
        description,
        productType: 'PHYSICAL_GOOD' as const,
        tags: place ? ['metal', 'small'] : [],
        attributes: place ? { size: place, deep: { of: ['a', 1] } } : {},
      })),
    ),
  )
  return shop
}

async function workbookOf({ organization, context }: Importer): Promise<Buffer> {
  const { id } = await createDataJob(world.services, context, {
    organization,
    jobType: 'export',
    target: 'product',
    parameters: { format: 'xlsx' },
  })
  await world.work()
  const { outputFile } = await world.job(id)
  const file = outputFile ?? ''
  await world.scan(organization, file)
  const { open } = await openDownload(world.services, context, { file })
  if (!open) throw new Error('The file has no bytes')
  return buffer(await open())
}

/** Opened by LibreOffice and saved by it. */
async function savedAgain(bytes: Buffer): Promise<Buffer> {
  const [path, out] = [join(directory, 'ours.xlsx'), join(directory, 'saved')]
  await writeFile(path, bytes)
  const profile = pathToFileURL(join(directory, 'profile')).href
  const options = [`-env:UserInstallation=${profile}`, '--headless', '--norestore', '--convert-to', 'xlsx', '--outdir']
  await run('soffice', [...options, out, path])
  return readFile(join(out, 'ours.xlsx'))
}

it('an export that LibreOffice has opened and saved again holds equal values: brought in, it changes nothing', {
  timeout: 180_000,
}, async () => {
  if (!isInstalled) return
  const shop = await shopOf()
  const { organization, context } = shop
  const bytes = await savedAgain(await workbookOf(shop))
  const { id: main } = await world.upload(context, { organization, fileName: 'saved.xlsx', bytes })
  await world.scan(organization, main)
  const { id } = await createDataJob(world.services, context, {
    organization,
    jobType: 'import',
    target: 'product',
    inputFiles: { main },
    parameters: { mode: 'upsert', match: ['sku'] },
  })
  await world.work()
  expect(await world.issues(id)).toEqual([])
  const { length: total } = products
  expect(await world.job(id)).toMatchObject({ status: 'COMPLETED', total, unchanged: total, created: 0, updated: 0 })
})

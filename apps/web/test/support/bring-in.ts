import type { GroundworkClient } from '@groundwork/client'
import { isDataJobOver } from '@groundwork/domain'
import { seeded } from './signed-in.ts'
import { until } from './until.ts'

interface Asked {
  /** As whom; the administrator at the page, unless told. */
  readonly gw?: GroundworkClient
  readonly name: string
  readonly csv: string
  /** Rows of what; products, unless told. */
  readonly target?: 'product' | 'category'
  readonly parameters?: { readonly mode?: 'insert' | 'update' | 'upsert'; readonly dry_run?: boolean }
}

export interface Brought {
  readonly job: string
  readonly file: string
}

/** Asks for an import; a worker begins it by itself. */
export async function askForImport({
  gw = seeded.gw,
  name,
  csv,
  target = 'product',
  parameters = {},
}: Asked): Promise<Brought> {
  const { harbour } = seeded
  const { id: file } = await gw.uploadFile({ name, bytes: Buffer.from(csv) }, { organization: harbour })
  await until(async () => (await gw.file.get({ id: file })).status === 'available')
  const values = { organization: harbour, jobType: 'import', target, parameters } as const
  const { id: job } = await gw.dataJob.create({ values: { ...values, inputFiles: { main: file } } })
  return { job, file }
}

/** The same, and waits until it is over. */
export async function bringIn(asked: Asked): Promise<Brought> {
  const made = await askForImport(asked)
  await until(async () => isDataJobOver((await seeded.gw.dataJob.get({ id: made.job })).status))
  return made
}

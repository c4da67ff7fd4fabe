import { json } from 'node:stream/consumers'
import { findText, type WorkContext } from '@groundwork/db'
import { notFound, type TablePreview, type TableSheet } from '@groundwork/domain'
import { toStorageKey } from '@groundwork/storage'
import type { FileServices } from '../file-services.ts'
import { fromStorage } from '../from-storage.ts'
import { reachDerived } from './reach-derived.ts'

export interface FileText {
  readonly text: string
  /** There is more of it than is kept. */
  readonly isCut: boolean
}

/** The words in a file, for whoever may see it. @throws DomainError not_found when there are none */
export function readText(services: FileServices, context: WorkContext, key: string): Promise<FileText> {
  return reachDerived(services, context, key, async ({ work, version, told }) => {
    const found = await findText(work, version.blob)
    if (!found) throw notFound('preview')
    told({ derivative: 'text' })
    return { text: found.content, isCut: found.isCut }
  })
}

export interface FileTable extends Omit<TableSheet, 'name'> {
  /** The names of all sheets that are shown; a text table has one without a name. */
  readonly sheets: readonly string[]
  readonly sheet: string
}

export interface TableRequest {
  readonly file: string
  /** By its name; the first one unless told. */
  readonly sheet?: string | undefined
}

/** The first rows of a table, for whoever may see the file. @throws DomainError not_found when it is none */
export async function readTable(
  services: FileServices,
  context: WorkContext,
  { file: key, sheet }: TableRequest,
): Promise<FileTable> {
  const { provider, storageKey } = await reachDerived(services, context, key, async ({ version: { blob }, told }) => {
    const storageKey = blob.derivatives.table
    if (!storageKey) throw notFound('preview')
    told({ derivative: 'table' })
    return { provider: blob.storageProvider, storageKey }
  })
  const { sheets } = (await fromStorage(async () =>
    json(await services.storages.of(provider).open(toStorageKey(storageKey))),
  )) as TablePreview
  const found = sheets.find(({ name }) => sheet === undefined || name === sheet)
  if (!found) throw notFound('sheet')
  const { name, ...rows } = found
  return { ...rows, sheet: name, sheets: sheets.map((each) => each.name) }
}

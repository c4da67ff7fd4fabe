import {
  type HeldBack,
  type HeldBackQuery,
  type HeldPlace,
  heldBackIn,
  type UnitOfWork,
  type WorkContext,
} from '@groundwork/db'
import { DomainError, Organization, organizationsOf, type QuarantineListQuery, StoredFile } from '@groundwork/domain'
import { z } from 'zod'
import { mayIn } from '../../access/may-in.ts'
import { isUnlimited, principalOf } from '../../identity/acting.ts'
import type { FileServices } from '../file-services.ts'
import { type PlacedList, readPlace, writePlace } from '../place-in-list.ts'
import type { StoredFileRow } from '../upload-intake.ts'

/** A version that is kept back, and of its file what whoever asks sees. */
interface HeldItem extends HeldBack {
  readonly folder: string | null
  readonly folderName: string | null
  readonly legalHold: boolean
  /** What they may do with the file; empty where they do not see it. */
  readonly abilities: string[]
}

export interface HeldPage {
  readonly rows: HeldItem[]
  readonly nextCursor: string | null
}

const placeSchema: z.ZodType<HeldPlace> = z.strictObject({
  key: z.uuid(),
  fileName: z.string(),
  since: z.iso.datetime(),
})

/**
 * A page of what the scanner keeps back, or of what was released all the same: for those who may decide about it, in the organizations
 * asked for or in all where they may. @throws DomainError not_found, forbidden
 */
export async function quarantinedFiles(
  services: Pick<FileServices, 'database'> & Pick<PlacedList, 'keys'>,
  context: WorkContext,
  { organizations: wanted, cursor, limit, ...asked }: QuarantineListQuery,
): Promise<HeldPage> {
  const { userId } = principalOf(context)
  const list = { keys: services.keys, of: `${userId} quarantine ${asked.isReleased} ${asked.orderBy}` }
  const after = cursor === undefined ? undefined : readPlace(list, placeSchema, cursor)
  return services.database.withUnitOfWork(context, async (work) => {
    const organizations = await organizationsToShow(work, wanted)
    const viewer = isUnlimited(context) ? undefined : userId
    const query: HeldBackQuery = { ...asked, organizations, viewer, after, limit: limit + 1 }
    const found = await heldBackIn(work, query)
    const rows = found.slice(0, limit)
    const last = rows.at(-1)
    const isMore = found.length > rows.length && last !== undefined
    return { rows: await withFiles(work, rows), nextCursor: isMore ? writePlace(list, placeOf(last)) : null }
  })
}

const placeOf = ({ key, fileName, since }: HeldBack): HeldPlace => ({ key, fileName, since })

/** Undefined for all there are. */
async function organizationsToShow(
  work: UnitOfWork,
  wanted: readonly string[] | undefined,
): Promise<readonly string[] | undefined> {
  const { context } = work
  const maySee = (organization: string) => mayIn(context, organization, 'quarantine', StoredFile.name)
  if (wanted) {
    for (const organization of wanted) await work.get(Organization, organization)
    if (!wanted.every(maySee)) throw notAllowed()
    return wanted
  }
  if (isUnlimited(context)) return undefined
  const theirs = organizationsOf(principalOf(context)).filter(maySee)
  if (!theirs.length) throw notAllowed()
  return theirs
}

const notAllowed = () => new DomainError('forbidden', 'Not allowed: see what is in quarantine')

async function withFiles(work: UnitOfWork, rows: readonly HeldBack[]): Promise<HeldItem[]> {
  const ids = [...new Set(rows.map(({ file }) => file))]
  if (!ids.length) return []
  const found = await work.list(StoredFile, { filter: { field: 'id', op: 'in', value: ids }, limit: ids.length })
  const files = new Map(found.rows.map((file) => [file.id, file]))
  return rows.map((row) => ({ ...row, ...seenOf(files.get(row.file)) }))
}

/** A role may show files without some of their fields. */
const seenOf = (file: StoredFileRow | undefined) => ({
  folder: file?.folder ?? null,
  folderName: file?.folderName ?? null,
  legalHold: file?.legalHold ?? false,
  abilities: [...(file?.abilities ?? [])],
})

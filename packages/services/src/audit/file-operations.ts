import { fileAtPath, storagePathsOf, type UnitOfWork, type WorkContext } from '@groundwork/db'
import { type AuditActionType, AuditEntry, type Filter, type RowOf, StoredFile } from '@groundwork/domain'
import type { EngineServices } from '../resource/verbs.ts'
import { requireAuditor } from './audit-entries.ts'

type EntryRow = RowOf<typeof AuditEntry>
type FileRow = RowOf<typeof StoredFile>

/** The words of seed 003 for what happens to files, with the action types that they stand for. */
export const fileOperations = {
  UPLOAD: ['UPLOAD'],
  VIEW: ['VIEW'],
  EDIT: ['UPDATE', 'RESTORE'],
  DELETE: ['DELETE'],
  SIGNED_URL_GENERATED: ['SIGNED_URL_GENERATED'],
  DOWNLOAD: ['DOWNLOAD'],
} as const satisfies Readonly<Record<string, readonly AuditActionType[]>>

export type FileOperation = keyof typeof fileOperations

export interface FileOperationQuery {
  readonly filePath?: string | undefined
  readonly actionType?: FileOperation | undefined
  readonly userId?: string | undefined
  /** From and until when, both included. */
  readonly start?: string | undefined
  readonly end?: string | undefined
  readonly limit: number
}

/** One line of the storage service's audit log (seed 003). */
export interface FileOperationLog {
  readonly id: string
  readonly userId: string | null
  /** The user's role at that time. */
  readonly role: string | null
  readonly timestamp: string
  readonly actionType: FileOperation
  readonly filePath: string | null
  readonly relatedObjectType: string | null
  readonly relatedObjectId: string | null
  /** Of the bytes it was done with, where the entry says so; of the file as it is now where it was done to no bytes. */
  readonly metadata: { readonly fileSize: number | null; readonly mimeType: string | null }
  readonly success: 'true' | 'false'
  /** Why it failed, if it did. */
  readonly errorMessage: string | null
  readonly ipAddress: string | null
  /** What the caller's program says of itself. */
  readonly deviceInfo: string | null
}

/** What was done with files, the newest first. Of a file that the caller may not view, no more than the trail says. */
export async function listFileOperations(
  { database }: EngineServices,
  context: WorkContext,
  query: FileOperationQuery,
): Promise<FileOperationLog[]> {
  requireAuditor(context)
  return database.withUnitOfWork(context, async (work) => {
    const conditions = await conditionsFor(work, query)
    if (!conditions) return []
    const { rows } = await work.list(AuditEntry, { filter: { and: conditions }, limit: query.limit })
    const files = await filesOf(work, rows)
    const paths = await storagePathsOf(work, [...files.values()])
    return rows.map((entry) => logOf(entry, files.get(entry.objectId ?? ''), paths))
  })
}

/** Null when no file lies at the path. */
async function conditionsFor(work: UnitOfWork, query: FileOperationQuery): Promise<Filter[] | null> {
  const { filePath, actionType, userId, start, end } = query
  const file = filePath === undefined ? undefined : await findAtPath(work, filePath)
  if (file === null) return null
  const actions = actionType ? fileOperations[actionType] : Object.values(fileOperations).flat()
  return [
    { field: 'resource', op: 'eq', value: StoredFile.name },
    { field: 'actionType', op: 'in', value: actions },
    ...(file ? [{ field: 'objectId', op: 'eq', value: file } as const] : []),
    ...(userId ? [{ field: 'user', op: 'eq', value: userId } as const] : []),
    ...(start ? [{ field: 'createdAt', op: 'gte', value: start } as const] : []),
    ...(end ? [{ field: 'createdAt', op: 'lte', value: end } as const] : []),
  ]
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** A path begins with the organization, and the trail's index with it. */
async function findAtPath(work: UnitOfWork, path: string): Promise<string | null> {
  const [organization = ''] = path.split('/', 1)
  return uuid.test(organization) ? fileAtPath(work, organization, path) : null
}

async function filesOf(work: UnitOfWork, entries: readonly EntryRow[]): Promise<ReadonlyMap<string, FileRow>> {
  const ids = [...new Set(entries.flatMap(({ objectId }) => objectId ?? []))]
  const found = new Map<string, FileRow>()
  for (let from = 0; from < ids.length; from += idsAtOnce) {
    const filter: Filter = { field: 'id', op: 'in', value: ids.slice(from, from + idsAtOnce) }
    const pages = [false, true].map((trash) => work.list(StoredFile, { filter, trash, limit: idsAtOnce }))
    for (const { rows } of await Promise.all(pages)) for (const row of rows) found.set(row.id, row)
  }
  return found
}

const idsAtOnce = 500

function logOf(entry: EntryRow, file: FileRow | undefined, paths: ReadonlyMap<string, string>): FileOperationLog {
  const { id, user, createdAt, actionType, context } = entry
  return {
    id,
    userId: user,
    role: textIn(context, 'role'),
    timestamp: createdAt,
    actionType: operationOf(actionType),
    filePath: (file && paths.get(file.id)) ?? textIn(context, 'filePath'),
    relatedObjectType: textIn(context, 'relatedObjectType') ?? file?.entityType ?? null,
    relatedObjectId: textIn(context, 'relatedObjectId') ?? file?.entityId ?? null,
    metadata: {
      fileSize: numberIn(context, 'fileSize') ?? file?.fileSize ?? null,
      mimeType: textIn(context, 'mimeType') ?? file?.mimeType ?? null,
    },
    success: context?.success === false ? 'false' : 'true',
    errorMessage: textIn(context, 'error'),
    ipAddress: textIn(context, 'ip'),
    deviceInfo: textIn(context, 'userAgent'),
  }
}

function numberIn(context: EntryRow['context'], name: string): number | null {
  const value = context?.[name]
  return typeof value === 'number' ? value : null
}

function textIn(context: EntryRow['context'], name: string): string | null {
  const value = context?.[name]
  return typeof value === 'string' ? value : null
}

function operationOf(actionType: AuditActionType): FileOperation {
  const words = Object.entries(fileOperations) as [FileOperation, readonly AuditActionType[]][]
  const [word] = words.find(([, types]) => types.includes(actionType)) ?? []
  if (!word) throw new Error(`${actionType} is done to no file`)
  return word
}

import { cp, mkdir, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { asSystem, findBlob, openSnapshot, type Snapshot, type SnapshotObject } from '@groundwork/db'
import { isStorageError, openStorage, type StorageProvider, toStorageKey } from '@groundwork/storage'
import type { FileServices } from '../file/file-services.ts'
import {
  type BackupManifest,
  type BackupObject,
  bytesFolder,
  checkpointFolder,
  manifestFile,
  objectsFile,
  tableFile,
  writeLines,
} from './backup-form.ts'
import { copyObject } from './copy-object.ts'

const system = asSystem('copy bytes into a backup from where they lie by now')

export interface TakeBackup {
  readonly services: Pick<FileServices, 'database' | 'storages'>
  /** Of a role that sees every row. */
  readonly ownerUrl: string
  /** New, or empty. */
  readonly directory: string
  readonly checkpoints: string
  /** Which secret the database goes with. */
  readonly secret: string
  /** Told, and waited for, once the moment of the backup has come. */
  readonly onSnapshot?: () => Promise<void>
}

/**
 * Copies database and bytes as they were at one moment, while everybody goes on working: nobody removes bytes meanwhile, then the
 * database is held still for this reader, then all bytes that it names are copied. Uploads that come later are not in it, and what
 * is deleted later is.
 */
export async function takeBackup(given: TakeBackup): Promise<BackupManifest> {
  const { directory } = given
  await mkdir(join(directory, 'database'), { recursive: true, mode: 0o700 })
  if ((await readdir(directory)).length > 1) throw new Error(`There is something in ${directory}. Name a new folder.`)
  await copyCheckpoints(given)
  const snapshot = await openSnapshot(given.ownerUrl)
  try {
    await given.onSnapshot?.()
    const tables: BackupManifest['tables'] = []
    for (const table of snapshot.tables)
      tables.push({
        name: table.name,
        ...(await writeLines(join(directory, tableFile(table.name)), snapshot.rows(table))),
      })
    const { takenAt, migrations, auditMonths } = snapshot
    const manifest: BackupManifest = {
      format: 1,
      takenAt,
      secret: given.secret,
      migrations: [...migrations],
      auditMonths: [...auditMonths],
      tables,
      ...(await copyObjects(given, snapshot)),
    }
    await writeFile(join(directory, manifestFile), `${JSON.stringify(manifest, null, 2)}\n`, {
      flag: 'wx',
      flush: true,
    })
    return manifest
  } finally {
    await snapshot.close()
  }
}

/** Before the database: a checkpoint that is newer than it would say that the end of the trail was cut off. */
async function copyCheckpoints({ checkpoints, directory }: TakeBackup): Promise<void> {
  await cp(checkpoints, join(directory, checkpointFolder), { recursive: true }).catch(
    (error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOENT') throw error
    },
  )
}

async function copyObjects(
  { services, directory }: TakeBackup,
  snapshot: Snapshot,
): Promise<Pick<BackupManifest, 'objects' | 'lost'>> {
  const target = await openStorage({ provider: 'local', directory: join(directory, bytesFolder) })
  const lost: string[] = []
  let bytes = 0
  async function* copied(): AsyncGenerator<string, undefined> {
    for await (const object of snapshot.objects()) {
      const copy = await copyNamed(services, target, object)
      if (copy) {
        bytes += copy.bytes
        yield JSON.stringify(copy)
      } else lost.push(object.key)
    }
  }
  const { rows: count, sha256 } = await writeLines(join(directory, objectsFile), copied())
  await target.close()
  return { objects: { count, bytes, sha256 }, lost }
}

/** Null when they are nowhere. Bytes may have moved since the snapshot, as to another provider; they are the same ones. */
async function copyNamed(
  services: TakeBackup['services'],
  target: StorageProvider,
  object: SnapshotObject,
): Promise<BackupObject | null> {
  const copy = await copyFrom(services, target, object)
  if (copy || object.sha256 === null) return copy
  const blob = await services.database.withUnitOfWork(system, (work) => findBlob(work, object.blob))
  if (!blob) return null
  return copyFrom(services, target, { ...object, provider: blob.storageProvider }, blob.storageKey)
}

/** Null when there are none, or others. */
async function copyFrom(
  { storages }: TakeBackup['services'],
  target: StorageProvider,
  { provider, key, sha256: wanted }: SnapshotObject,
  from = key,
): Promise<BackupObject | null> {
  try {
    const to = { storage: target, key: toStorageKey(key) }
    const { bytes, sha256 } = await copyObject({
      from: { storage: storages.of(provider), key: toStorageKey(from) },
      to,
    })
    if (wanted === null || sha256 === wanted) return { key, bytes, sha256, isDerived: wanted === null }
    await target.remove([to.key])
    return null
  } catch (error) {
    if (isStorageError(error, 'not_found')) return null
    throw error
  }
}

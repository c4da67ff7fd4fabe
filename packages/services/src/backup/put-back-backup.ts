import { cp, readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { loadBackup, type RestoredObject, refuseFullDatabase } from '@groundwork/db'
import { openStorage, type StorageProvider, toStorageKey } from '@groundwork/storage'
import {
  type BackupManifest,
  backupManifest,
  backupObject,
  bytesFolder,
  checkpointFolder,
  manifestFile,
  objectsFile,
  readLines,
  sha256OfFile,
  tableFile,
} from './backup-form.ts'
import { copyObject } from './copy-object.ts'

export interface PutBack {
  readonly directory: string
  readonly ownerUrl: string
  readonly appUrl: string
  /** Empty: where all bytes will lie. */
  readonly storage: StorageProvider
  readonly checkpoints: string
  /** Which secret this installation has. */
  readonly secret: string
}

/**
 * Puts a backup into an empty database and an empty storage. Every file of it is held against its hash before anything is written,
 * and each object while it is copied; the database comes last, whole or not at all.
 */
export async function putBackBackup(given: PutBack): Promise<BackupManifest> {
  const { directory, storage, ownerUrl, appUrl } = given
  const manifest = await readManifest(directory)
  if (manifest.secret !== given.secret)
    throw new Error('The backup goes with another GROUNDWORK_SECRET. Without that one nobody could sign in with it.')
  await verifyFiles(directory, manifest)
  await refuseFullDatabase(ownerUrl)
  for await (const { key } of storage.list('')) throw new Error(`There is something in the storage: ${key}`)

  const source = await openStorage({ provider: 'local', directory: join(directory, bytesFolder) })
  try {
    const { migrations, auditMonths } = manifest
    await loadBackup(
      { ownerUrl, appUrl, provider: storage.name },
      {
        migrations,
        auditMonths,
        rows: (table) => tableLines(directory, manifest, table),
        objects: () => copyObjects(directory, source, storage),
      },
    )
  } finally {
    await source.close()
  }
  await placeCheckpoints(given)
  return manifest
}

async function readManifest(directory: string): Promise<BackupManifest> {
  const text = await readFile(join(directory, manifestFile), 'utf8').catch(() => {
    throw new Error(`${directory} holds no backup, or one that was broken off`)
  })
  return backupManifest.parse(JSON.parse(text))
}

async function verifyFiles(directory: string, { tables, objects }: BackupManifest): Promise<void> {
  const files = [
    ...tables.map(({ name, sha256 }) => ({ file: tableFile(name), sha256 })),
    { file: objectsFile, ...objects },
  ]
  for (const { file, sha256 } of files)
    if ((await sha256OfFile(join(directory, file))) !== sha256)
      throw new Error(`${file} of the backup is not as it was written`)
}

/** A table that this release alone knows starts empty. */
async function* tableLines(
  directory: string,
  { tables }: BackupManifest,
  table: string,
): AsyncGenerator<string, undefined> {
  if (tables.some(({ name }) => name === table)) yield* readLines(join(directory, tableFile(table)))
}

async function* copyObjects(
  directory: string,
  source: StorageProvider,
  target: StorageProvider,
): AsyncGenerator<RestoredObject, undefined> {
  for await (const line of readLines(join(directory, objectsFile))) {
    const object = backupObject.parse(JSON.parse(line))
    const key = toStorageKey(object.key)
    const { etag, sha256 } = await copyObject({ from: { storage: source, key }, to: { storage: target, key } })
    if (sha256 !== object.sha256) throw new Error(`${key} of the backup is not as it was written`)
    if (!object.isDerived) yield { key, etag }
  }
}

/** Those that are there already are of another time and stay. */
async function placeCheckpoints({ directory, checkpoints }: PutBack): Promise<void> {
  const there = await readdir(checkpoints).catch(() => [])
  const kept = await readdir(join(directory, checkpointFolder)).catch(() => [])
  if (kept.length && !there.length) await cp(join(directory, checkpointFolder), checkpoints, { recursive: true })
}

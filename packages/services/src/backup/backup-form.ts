import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { createInterface } from 'node:readline'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip, createGzip } from 'node:zlib'
import { z } from 'zod'

/** What a backup says of itself, written last: a folder without it is no backup. */
export const backupManifest = z.strictObject({
  format: z.literal(1),
  takenAt: z.iso.datetime(),
  /** Which secret the database goes with. The secret itself is not in a backup. */
  secret: z.string(),
  migrations: z.array(z.string()),
  auditMonths: z.array(z.string()),
  tables: z.array(z.strictObject({ name: z.string(), rows: z.int(), sha256: z.string() })),
  objects: z.strictObject({ count: z.int(), bytes: z.int(), sha256: z.string() }),
  /** Keys whose bytes could not be found when it was made. */
  lost: z.array(z.string()),
})
export type BackupManifest = z.infer<typeof backupManifest>

export const manifestFile = 'manifest.json'
export const checkpointFolder = 'audit-checkpoints'
export const bytesFolder = 'bytes'
export const objectsFile = 'objects.jsonl.gz'
export const tableFile = (table: string): string => `database/${table}.jsonl.gz`

/** An object of a backup, under its own key in the folder of bytes. */
export const backupObject = z.strictObject({
  key: z.string(),
  bytes: z.int(),
  sha256: z.string(),
  /** Made of another one. */
  isDerived: z.boolean(),
})
export type BackupObject = z.infer<typeof backupObject>

export interface WrittenLines {
  readonly rows: number
  /** Of the file. */
  readonly sha256: string
}

/** Writes lines, compressed, and sees them to the disk. */
export async function writeLines(path: string, lines: AsyncIterable<string>): Promise<WrittenLines> {
  let rows = 0
  const hash = createHash('sha256')
  const tap = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk)
      done(null, chunk)
    },
  })
  async function* counted() {
    for await (const line of lines) {
      if (line.includes('\n')) throw new Error('A line of a backup holds a line break')
      rows += 1
      yield `${line}\n`
    }
  }
  await pipeline(counted, createGzip({ level: 5 }), tap, createWriteStream(path, { flags: 'wx', mode: 0o600 }))
  const file = await open(path, 'r')
  await file.sync().finally(() => file.close())
  return { rows, sha256: hash.digest('hex') }
}

/** Reads them again. That they are those that were written is for `sha256OfFile` to say, before. */
export async function* readLines(path: string): AsyncGenerator<string, undefined> {
  const source = createReadStream(path)
  const unpacked = source.pipe(createGunzip())
  source.once('error', (error) => unpacked.destroy(error))
  for await (const line of createInterface({ input: unpacked, crlfDelay: Number.POSITIVE_INFINITY })) yield line
}

export async function sha256OfFile(path: string): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(path), hash)
  return hash.digest('hex')
}

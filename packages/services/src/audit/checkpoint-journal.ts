import { createReadStream } from 'node:fs'
import { mkdir, open, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { SigningKey } from '../config/derive-keys.ts'
import { type CheckpointBody, type CheckpointLine, hashOfLine, readLine, signLine } from './checkpoint-line.ts'

export interface CheckpointPlace {
  /** A file for each month: `audit-2026-11.jsonl`. */
  readonly directory: string
  readonly key: SigningKey
}

/** Signs a line and appends it, on the disk when this returns. One writer at a time: whoever holds the checkpoints. */
export async function appendCheckpoint({ directory, key }: CheckpointPlace, body: CheckpointBody): Promise<void> {
  await mkdir(directory, { recursive: true, mode: 0o700 })
  const last = await lastLine(directory)
  const line = signLine(body, { key, previous: last && hashOfLine(last.line) })
  const month = `audit-${body.at.slice(0, 7)}.jsonl`
  // Files are read in the order of their names: behind a clock that was put back, the newest one goes on.
  const name = last && last.name > month ? last.name : month
  const file = await open(join(directory, name), 'a', 0o600)
  try {
    await file.appendFile(`${line}\n`)
    await file.sync()
  } finally {
    await file.close()
  }
  // A new file is only there for good once its folder knows it.
  const folder = await open(directory, 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}

export interface ReadCheckpoints {
  readonly lines: readonly CheckpointLine[]
  /** Where the journal itself is not as it was written. */
  readonly faults: readonly string[]
}

/** All there is, oldest first, each line held against its signature and the line before it. */
export async function readCheckpoints({ directory, key }: CheckpointPlace): Promise<ReadCheckpoints> {
  const lines: CheckpointLine[] = []
  const faults: string[] = []
  let before: string | null = null
  for (const name of await fileNames(directory)) {
    let number = 0
    for await (const text of linesOf(join(directory, name))) {
      number += 1
      const where = `${name}, line ${number}`
      const line = readLine(text, key)
      if (!line) faults.push(`${where}: the checkpoint is not signed by this installation`)
      else {
        if (before !== null && line.previous !== hashOfLine(before)) {
          faults.push(`${where}: the checkpoint before this one was changed or taken away`)
        }
        lines.push(line)
      }
      before = text
    }
  }
  return { lines, faults }
}

async function fileNames(directory: string): Promise<string[]> {
  const names = await readdir(directory).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return []
    throw error
  })
  return names.filter((name) => /^audit-\d{4}-\d{2}\.jsonl$/.test(name)).sort()
}

interface LastLine {
  readonly line: string
  /** The file that it stands in. */
  readonly name: string
}

/** Of the newest file, cutting off what a crash left of an unfinished one. */
async function lastLine(directory: string): Promise<LastLine | null> {
  for (const name of (await fileNames(directory)).reverse()) {
    const line = await lastLineIn(join(directory, name))
    if (line) return { line, name }
  }
  return null
}

/** From the end, as much as it takes: a month of many organizations is too long to be read every minute. */
async function lastLineIn(path: string): Promise<string | null> {
  const file = await open(path, 'r+')
  try {
    const { size } = await file.stat()
    for (let length = 64 * 1024; ; length *= 4) {
      const start = Math.max(0, size - length)
      const { buffer } = await file.read(Buffer.alloc(size - start), 0, size - start, start)
      const end = buffer.lastIndexOf('\n')
      const before = end > 0 ? buffer.lastIndexOf('\n', end - 1) : -1
      if (before < 0 && start > 0) continue
      if (start + end + 1 < size) await file.truncate(start + end + 1)
      return end > 0 ? buffer.toString('utf8', before + 1, end) : null
    }
  } finally {
    await file.close()
  }
}

/** The lines that have an end: what a crash cut off in the middle was never one. */
async function* linesOf(path: string): AsyncGenerator<string> {
  let rest = ''
  for await (const chunk of createReadStream(path, 'utf8')) {
    const parts = `${rest}${chunk}`.split('\n')
    rest = parts.pop() ?? ''
    yield* parts
  }
}

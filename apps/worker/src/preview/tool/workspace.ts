import { createWriteStream } from 'node:fs'
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'

/** A directory for one file's tools. Whatever happens in it, nothing of it is left. */
export async function inWorkspace<Result>(use: (directory: string) => Promise<Result>): Promise<Result> {
  await mkdir(root(), { recursive: true, mode: 0o700 })
  const directory = await mkdtemp(join(root(), `${process.pid}-`))
  try {
    return await use(directory)
  } finally {
    await rm(directory, { recursive: true, force: true, maxRetries: 3 })
  }
}

/** Copies bytes there for a program to read. */
export async function writeInput(directory: string, name: string, body: Readable): Promise<string> {
  const path = join(directory, name)
  await pipeline(body, createWriteStream(path, { mode: 0o600 }))
  return path
}

/** Removes what processes left that were killed: theirs are named after them. */
export async function sweepWorkspaces(): Promise<number> {
  await mkdir(root(), { recursive: true, mode: 0o700 })
  const left = (await readdir(root())).filter((name) => !isRunning(Number.parseInt(name, 10)))
  await Promise.all(left.map((name) => rm(join(root(), name), { recursive: true, force: true })))
  return left.length
}

/** Asked each time: tests have a temporary directory of their own. */
export const root = () => join(tmpdir(), 'groundwork-previews')

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

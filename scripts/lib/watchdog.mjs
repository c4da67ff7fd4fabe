/**
 * A small process that outlives its parent by a moment. The parent tells it over stdin which processes and folders it
 * answers for; when that pipe closes, however the parent ended, everything still on the list is stopped and removed.
 *
 * One JSON object a line: {"watch": pid, "signal": "SIGINT"}, {"forget": pid}, {"remove": folder}, {"keep": folder}.
 */
import { rmSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { endProcess } from './end-process.mjs'

/** @type {Map<number, NodeJS.Signals>} */
const watched = new Map()
/** @type {Set<string>} */
const folders = new Set()

for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) process.on(signal, () => {})

for await (const line of createInterface({ input: process.stdin })) {
  const message = JSON.parse(line)
  if (message.watch) watched.set(message.watch, message.signal)
  if (message.forget) watched.delete(message.forget)
  if (message.remove) folders.add(message.remove)
  if (message.keep) folders.delete(message.keep)
}

await Promise.all([...watched].map(([pid, signal]) => endProcess(pid, signal)))
for (const folder of folders) rmSync(folder, { recursive: true, force: true })

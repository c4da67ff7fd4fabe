import { createRequire } from 'node:module'
import { Worker } from 'node:worker_threads'
import type { Options } from '@node-rs/argon2'

/** Password hashing that yields to everything else the process does. */
export interface HashingThread {
  hash(password: string, options: Options): Promise<string>
  verify(stored: string, password: string): Promise<boolean>
}

/**
 * What runs over there: a script of its own would have to be found from sources and from bundles alike. On Linux a priority is
 * a thread's; elsewhere it would be the whole process's.
 */
const script = `
const { parentPort, workerData } = require('node:worker_threads')
const { setPriority } = require('node:os')
const argon2 = require(workerData)
if (process.platform === 'linux') setPriority(5)
parentPort.on('message', ({ task, args }) => {
  try {
    parentPort.postMessage({ result: argon2[task](...args) })
  } catch (error) {
    parentPort.postMessage({ error })
  }
})
`

interface Waiting {
  resolve(result: unknown): void
  reject(error: unknown): void
}

type Answer = { readonly result: unknown } | { readonly error: unknown }

/**
 * One thread for all hashes of a process, one after the other. In Node's own pool they would run at the priority of whoever
 * serves requests, and a burst of sign-ins would slow everybody down. It is started by the first hash, and does not keep the
 * process alive.
 */
export function hashingThread(): HashingThread {
  const path = createRequire(import.meta.url).resolve('@node-rs/argon2')
  const waiting: Waiting[] = []
  let thread: Worker | null = null

  const start = () => {
    const started = new Worker(script, { eval: true, workerData: path })
    const fail = (error: Error) => {
      if (thread === started) thread = null
      for (const { reject } of waiting.splice(0)) reject(error)
    }
    started.on('message', (answer: Answer) => {
      const asker = waiting.shift()
      if ('error' in answer) asker?.reject(answer.error)
      else asker?.resolve(answer.result)
      if (!waiting.length) started.unref()
    })
    started.on('error', fail)
    started.on('exit', () => fail(new Error('The thread that hashes passwords has ended')))
    return started
  }

  /** Answers come in the order of the questions. */
  const ask = (task: 'hashSync' | 'verifySync', args: readonly unknown[]) =>
    new Promise<unknown>((resolve, reject) => {
      thread ??= start()
      thread.ref()
      waiting.push({ resolve, reject })
      thread.postMessage({ task, args })
    })

  return {
    hash: async (password, options) => String(await ask('hashSync', [password, options])),
    verify: async (stored, password) => (await ask('verifySync', [stored, password])) === true,
  }
}

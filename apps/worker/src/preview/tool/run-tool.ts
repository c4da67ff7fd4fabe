import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import type { Readable } from 'node:stream'
import { NoPreview } from '../no-preview.ts'
import { type Bounded, startServing, startTool } from './start-tool.ts'

/** A program that reads what strangers sent, and how far it may go. */
export interface Tool extends Bounded {
  readonly cpuSeconds: number
  readonly wallMs: number
  /** It is ended when it says more than this. */
  readonly maxOutputBytes?: number
}

interface ToolResult {
  readonly code: number | null
  readonly output: Buffer
  readonly complaint: string
}

const DEFAULT_OUTPUT_BYTES = 16 * 1024 * 1024
const COMPLAINT_BYTES = 4096

/** Runs programs that read what strangers sent. */
export interface ToolRunner {
  /**
   * Runs one in a process of its own, with none of our secrets in its environment and, where the kernel lets us, without a
   * network. Resolves whatever its exit code says. @throws NoPreview (`too_costly`) when it overstepped its bounds
   */
  run(tool: Tool): Promise<ToolResult>
  /** Starts one that stays and is spoken to over a channel. It keeps no process of ours alive. */
  start(tool: Bounded): ChildProcess
  readonly isClosed: boolean
  /** Ends those under way, for good: the process is about to stop. Whoever waits for them fails, and tries again elsewhere. */
  close(): void
}

export async function openToolRunner(): Promise<ToolRunner> {
  const prefix = (await answers([...withoutNetwork, 'true'])) ? withoutNetwork : []
  /** Groups of processes of their own, so that none of a program's children is left behind. */
  const running = new Set<ChildProcess>()
  let isClosed = false
  return {
    run: async (tool) => {
      if (isClosed) throw new Error('The worker is stopping')
      const child = startTool(tool, prefix)
      running.add(child)
      try {
        return await resultOf(child, tool)
      } catch (error) {
        if (isClosed) throw new Error('The worker is stopping', { cause: error })
        throw error
      } finally {
        running.delete(child)
        endGroup(child) // What it started may outlive it.
      }
    },
    start: (tool) => {
      if (isClosed) throw new Error('The worker is stopping')
      const child = startServing(tool, prefix)
      running.add(child)
      child.once('exit', () => running.delete(child))
      return child
    },
    get isClosed() {
      return isClosed
    },
    close: () => {
      isClosed = true
      for (const child of running) endGroup(child)
    },
  }
}

/** A user namespace without a network, where the kernel allows it. */
const withoutNetwork = ['unshare', '--user', '--map-current-user', '--net', '--']

async function resultOf(
  child: ReturnType<typeof startTool>,
  { program, wallMs, maxOutputBytes }: Tool,
): Promise<ToolResult> {
  let isEnded = false
  const end = () => {
    isEnded = true
    endGroup(child)
  }
  const timer = setTimeout(end, wallMs)
  try {
    const [output, complaint, [code, signal]] = await Promise.all([
      readUpTo(child.stdout, maxOutputBytes ?? DEFAULT_OUTPUT_BYTES, end),
      readUpTo(child.stderr, COMPLAINT_BYTES, () => undefined),
      once(child, 'close') as Promise<[number | null, NodeJS.Signals | null]>,
    ])
    if (isEnded || signal !== null || isKilled(code))
      throw new NoPreview('too_costly', `${program} was ended by ${signal ?? code ?? 'its limits'}`)
    return { code, output, complaint: complaint.toString('utf8') }
  } finally {
    clearTimeout(timer)
  }
}

function endGroup({ pid }: ChildProcess): void {
  if (pid === undefined) return
  try {
    process.kill(-pid, 'SIGKILL')
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error
  }
}

/** A shell tells of a child that a signal ended by 128 and the signal: 9 is ours, 24 the kernel's for computing too long. */
const isKilled = (code: number | null) => code !== null && code > 128

async function readUpTo(stream: Readable, limit: number, onMore: () => void): Promise<Buffer> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    if (size < limit) chunks.push(chunk.subarray(0, limit - size))
    size += chunk.length
    if (size > limit) onMore()
  }
  return Buffer.concat(chunks)
}

/** Whether a program is there and ends well when asked for something harmless. */
export function answers([program = '', ...args]: readonly string[]): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn(program, args, { stdio: 'ignore', timeout: 20_000, killSignal: 'SIGKILL' })
    child.once('error', () => resolve(false))
    child.once('close', (code) => resolve(code === 0))
  })
}

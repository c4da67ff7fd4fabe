import { type ChildProcess, spawn } from 'node:child_process'

/** A program, and what the kernel lets it have. */
export interface Bounded {
  readonly program: string
  readonly args: readonly string[]
  /** A directory of its own: the only one it has any business in. */
  readonly directory: string
  readonly memoryMegabytes: number
}

/**
 * Bounds that the kernel keeps, inherited by whatever the program starts: memory it writes to, seconds of computing, and the
 * size of a file. A core dump would hold what the file held.
 */
const bounds = 'ulimit -d "$1" && ulimit -t "$2" && ulimit -f 1048576 && ulimit -c 0 && shift 2 && exec "$@"'

function commandOf(
  { program, args, memoryMegabytes }: Bounded,
  cpuSeconds: number | 'unlimited',
  prefix: readonly string[],
) {
  const limits = [String(memoryMegabytes * 1024), String(cpuSeconds)]
  return ['-c', bounds, 'sh', ...limits, ...prefix, program, ...args]
}

/** Starts one that ends by itself. In a group of its own, so that whoever ends it ends what it started. */
export const startTool = (tool: Bounded & { readonly cpuSeconds: number }, prefix: readonly string[]) =>
  spawn('/bin/sh', commandOf(tool, tool.cpuSeconds, prefix), {
    cwd: tool.directory,
    env: environmentOf(tool.directory),
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  })

/** Starts one that answers over a channel for as long as that is open. How long each answer may take is for whoever asks. */
export function startServing(tool: Bounded, prefix: readonly string[]): ChildProcess {
  const child = spawn('/bin/sh', commandOf(tool, 'unlimited', prefix), {
    cwd: tool.directory,
    env: environmentOf(tool.directory),
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    serialization: 'advanced',
    detached: true,
  })
  child.unref()
  child.channel?.unref()
  return child
}

const environmentOf = (directory: string): NodeJS.ProcessEnv => ({
  PATH: process.env.PATH ?? '/usr/local/bin:/usr/bin:/bin',
  HOME: directory,
  TMPDIR: directory,
  LANG: 'C.UTF-8',
  // Where the network cannot be taken away, at least nobody answers.
  http_proxy: 'http://127.0.0.1:9',
  https_proxy: 'http://127.0.0.1:9',
})

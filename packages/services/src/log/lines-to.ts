import { writeSync } from 'node:fs'

const WARN = 40
const PATIENCE_MS = 100

export interface Lines {
  write(line: string): void
}

/**
 * Writes lines to a file descriptor at once, so that the last one before a crash is there. Where that cannot be (the disk is full, the
 * reader has gone) lines are lost, and the first line that is written again is preceded by one that tells how many. What pino brings
 * ends the process at such a line, or never comes back from it.
 */
export function linesTo(output: number, process: string, write: typeof writeSync = writeSync): Lines {
  let lost = 0
  let isMidLine = false

  const put = (text: string) => {
    let rest = Buffer.from(isMidLine ? `\n${text}` : text)
    while (rest.length > 0) {
      rest = rest.subarray(patiently(() => write(output, rest), lost === 0))
      isMidLine = rest.length > 0
    }
  }

  return {
    write(line) {
      try {
        if (lost > 0) put(confession(process, lost))
        lost = 0
        put(line)
      } catch {
        lost += 1 // There is nowhere to tell it until a line can be written.
      }
    },
  }
}

const confession = (process: string, lost: number) =>
  `${JSON.stringify({ level: WARN, time: Date.now(), process, lost, msg: 'lines of this log could not be written' })}\n`

/**
 * A pipe whose reader is slow refuses for a moment. One that has refused for longer is tried, but not waited for: the process stands
 * still meanwhile, at each line anew.
 */
function patiently(write: () => number, mayWait: boolean): number {
  const giveUp = Date.now() + (mayWait ? PATIENCE_MS : 0)
  for (;;) {
    try {
      return write()
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN' || Date.now() >= giveUp) throw error
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1)
    }
  }
}

import { readFileSync, writeFileSync } from 'node:fs'
import { constants, getPriority, setPriority } from 'node:os'

const priority = constants.priority.PRIORITY_BELOW_NORMAL

/** Scans and previews can wait; whoever looks at a screen on the same machine should not. */
export function yieldProcessors(): void {
  orAsBefore(() => setPriority(Math.max(getPriority(), priority)))
  yieldSession(process.pid)
}

/**
 * Lets a process that leads a session, and all in that session, yield to other sessions. Where Linux shares out processors by session (autogroups),
 * a priority weighs only within one, and `npm start` gives each of its programs a session of its own. That of a terminal is left as it is.
 */
export function yieldSession(
  pid: number,
  write: (path: string, text: string) => void = writeFileSync,
  tries = 20,
): void {
  orAsBefore(() => {
    if (sessionOf(pid) !== pid) return
    try {
      write(`/proc/${pid}/autogroup`, String(priority))
    } catch (error) {
      if (!isTooSoon(error) || tries <= 1) throw error
      setTimeout(() => yieldSession(pid, write, tries - 1), againMs * (1 + Math.random())).unref()
    }
  })
}

/** Of those who are not root, Linux lets one in every tenth of a second change a session, whose ever it is. */
const againMs = 100
const isTooSoon = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === 'EAGAIN'

/** Behind the name, which may hold anything, stand state, parent, group and session. */
function sessionOf(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
  return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[3])
}

/** Another system has no such thing, and a container may refuse it. What runs then runs like everybody else. */
function orAsBefore(change: () => void): void {
  try {
    change()
  } catch {
    // As it was.
  }
}

import { readFile } from 'node:fs/promises'

const everyMs = 50

/** Resident memory of a process in MB. Null where there is no /proc to read it from. */
export async function residentMb(pid: number): Promise<number | null> {
  try {
    const status = await readFile(`/proc/${pid}/status`, 'utf8')
    return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1]) / 1024
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}

/** By how many MB a process grew at most while the work was done. */
export async function growthMb(pid: number, work: () => Promise<void>): Promise<number | null> {
  const before = await residentMb(pid)
  if (before === null) {
    await work()
    return null
  }
  let highest = before
  const sample = async () => {
    highest = Math.max(highest, (await residentMb(pid)) ?? 0)
  }
  let sampling = Promise.resolve()
  const timer = setInterval(() => {
    sampling = sampling.then(sample)
  }, everyMs)
  try {
    await work()
  } finally {
    clearInterval(timer)
    await sampling
  }
  return highest - before
}

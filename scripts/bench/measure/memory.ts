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

export interface Grown<Result> {
  readonly result: Result
  /** By how many MB the process grew at most. Null where it cannot be told. */
  readonly growth: number | null
}

/** Watches the memory of a process while some work is done. */
export async function growthMb<Result>(pid: number, work: () => Promise<Result>): Promise<Grown<Result>> {
  const before = await residentMb(pid)
  if (before === null) return { result: await work(), growth: null }
  let highest = before
  let sampling = Promise.resolve()
  const sample = async () => {
    highest = Math.max(highest, (await residentMb(pid)) ?? 0)
  }
  const timer = setInterval(() => {
    sampling = sampling.then(sample)
  }, everyMs)
  try {
    const result = await work()
    return { result, growth: highest - before }
  } finally {
    clearInterval(timer)
    await sampling
  }
}

/** Each reads a file and holds a connection of the scanner, which has ten threads unless told otherwise. */
const most = 8

let free = most
const waiting: (() => void)[] = []

/** Runs a scan once one of the few that this process has at a time is over. */
export async function scanSlot<Result>(scan: () => Promise<Result>): Promise<Result> {
  if (free > 0) free -= 1
  else await new Promise<void>((resolve) => waiting.push(resolve))
  try {
    return await scan()
  } finally {
    const next = waiting.shift()
    if (next) next()
    else free += 1
  }
}

import { gw } from '../api/client.ts'

const mostKept = 600
const atOnce = 4

const kept = new Map<string, Promise<string>>()
const waiting: (() => void)[] = []
let running = 0

/** The address of a file's thumbnail inside this page. Fetched once, a few at a time, kept while there is room. */
export function thumbnailUrl(id: string): Promise<string> {
  const url = kept.get(id) ?? make(id)
  kept.delete(id)
  kept.set(id, url)
  dropOldest()
  return url
}

function make(id: string): Promise<string> {
  const made = inTurn(() => gw.fetchBlob(id, { variant: 'thumbnail' })).then((blob) => URL.createObjectURL(blob))
  // The next one who wants it may have more luck.
  made.catch(() => kept.delete(id))
  return made
}

/** Pictures already on the screen stay there when their address ends. */
function dropOldest(): void {
  const [oldest] = kept
  if (kept.size <= mostKept || !oldest) return
  kept.delete(oldest[0])
  oldest[1].then(URL.revokeObjectURL, () => undefined)
}

async function inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
  if (running >= atOnce) await new Promise<void>((resolve) => waiting.push(resolve))
  running += 1
  try {
    return await work()
  } finally {
    running -= 1
    waiting.shift()?.()
  }
}

import { isSettled, needsFile, type UploadItem, type UploadStage } from './upload-item.ts'

export interface UploadSummary {
  readonly counts: Readonly<Record<UploadStage, number>>
  readonly total: number
  /** Bytes of everything that is to be sent or was; refused and cancelled files do not count. */
  readonly totalBytes: number
  readonly sentBytes: number
  /** As bytes, with something added for each file: a thousand tiny ones take their time too. */
  readonly totalEffort: number
  readonly doneEffort: number
  readonly isActive: boolean
}

/** About as many bytes as travel while one request comes and goes. */
const effortPerFile = 64 * 1024

export function summarize(items: Iterable<UploadItem>): UploadSummary {
  const counts = {
    waiting: 0,
    sending: 0,
    paused: 0,
    interrupted: 0,
    checking: 0,
    available: 0,
    refused: 0,
    unscannable: 0,
    failed: 0,
    cancelled: 0,
  }
  const sums = { total: 0, totalBytes: 0, sentBytes: 0, totalEffort: 0, doneEffort: 0 }
  let isActive = false
  for (const item of items) {
    counts[item.stage] += 1
    sums.total += 1
    isActive ||= !isSettled(item)
    if (item.fileId === undefined && (isSettled(item) || needsFile(item))) continue
    sums.totalBytes += item.bytes
    sums.sentBytes += item.sent
    sums.totalEffort += item.bytes + effortPerFile
    sums.doneEffort += item.sent + (item.fileId === undefined ? 0 : effortPerFile)
  }
  return { counts, ...sums, isActive }
}

/** How far everything was at a moment of the millisecond clock. */
export interface Sample {
  readonly at: number
  readonly sentBytes: number
  readonly doneEffort: number
}

const windowMs = 6_000
const leastMs = 500

/** Keeps the samples of the last seconds, so that the speed shown is today's and not the average since breakfast. */
export function withSample(samples: readonly Sample[], sample: Sample): readonly Sample[] {
  const last = samples.at(-1)
  const kept = last && sample.doneEffort < last.doneEffort ? [] : samples.filter(({ at }) => sample.at - at <= windowMs)
  return [...kept, sample]
}

/** Bytes a second over the window; null until there is something to tell. */
export const speedOf = (samples: readonly Sample[]): number | null => rateOf(samples, 'sentBytes')

/** Seconds left at the pace of the window. */
export function secondsLeft({ totalEffort, doneEffort }: UploadSummary, samples: readonly Sample[]): number | null {
  const pace = rateOf(samples, 'doneEffort')
  return pace === null ? null : (totalEffort - doneEffort) / pace
}

function rateOf(samples: readonly Sample[], measure: 'sentBytes' | 'doneEffort'): number | null {
  const first = samples[0]
  const last = samples.at(-1)
  if (!first || !last || last.at - first.at < leastMs || last[measure] === first[measure]) return null
  return ((last[measure] - first[measure]) / (last.at - first.at)) * 1000
}

/** What moves first, then what went wrong, then what is only waiting or done: each in the order it came. */
const trayRank: Record<UploadStage, number> = {
  sending: 0,
  interrupted: 1,
  failed: 2,
  refused: 2,
  unscannable: 2,
  paused: 3,
  checking: 4,
  waiting: 5,
  available: 6,
  cancelled: 7,
}

export const inTrayOrder = (items: Iterable<UploadItem>): UploadItem[] =>
  [...items].sort((a, b) => trayRank[a.stage] - trayRank[b.stage])

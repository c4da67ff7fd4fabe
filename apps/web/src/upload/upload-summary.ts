import { isSettled, type UploadItem, type UploadStage } from './upload-item.ts'

export interface UploadSummary {
  readonly counts: Readonly<Record<UploadStage, number>>
  readonly total: number
  /** Bytes of everything that is to be sent or was; refused and cancelled files do not count. */
  readonly totalBytes: number
  readonly sentBytes: number
  readonly isActive: boolean
}

export function summarize(items: Iterable<UploadItem>): UploadSummary {
  const counts = { waiting: 0, sending: 0, checking: 0, available: 0, refused: 0, unscannable: 0, failed: 0, cancelled: 0 }
  let total = 0
  let totalBytes = 0
  let sentBytes = 0
  let isActive = false
  for (const item of items) {
    counts[item.stage] += 1
    total += 1
    isActive ||= !isSettled(item)
    if (item.fileId === undefined && isSettled(item)) continue
    totalBytes += item.bytes
    sentBytes += item.sent
  }
  return { counts, total, totalBytes, sentBytes, isActive }
}

/** Bytes sent by then, by the millisecond clock. */
export interface Sample {
  readonly at: number
  readonly sent: number
}

const windowMs = 6_000

/** Keeps the samples of the last seconds, so that the speed shown is today's and not the average since breakfast. */
export function withSample(samples: readonly Sample[], sample: Sample): readonly Sample[] {
  const last = samples.at(-1)
  const kept = last && sample.sent < last.sent ? [] : samples.filter(({ at }) => sample.at - at <= windowMs)
  return [...kept, sample]
}

/** Bytes a second over the window; null until there is something to tell. */
export function speedOf(samples: readonly Sample[]): number | null {
  const first = samples[0]
  const last = samples.at(-1)
  if (!first || !last || last.at - first.at < 500 || last.sent === first.sent) return null
  return ((last.sent - first.sent) / (last.at - first.at)) * 1000
}

/** Seconds left at that speed. */
export const secondsLeft = ({ totalBytes, sentBytes }: UploadSummary, speed: number | null): number | null =>
  speed === null ? null : (totalBytes - sentBytes) / speed

import type { JsonObject } from '@groundwork/domain'
import { type ByteSource, ByteWindow } from './byte-window.ts'
import { mp4Facts } from './mp4-facts.ts'
import { flacFacts, mp3Facts, oggFacts, wavFacts } from './sound-facts.ts'
import { webmFacts } from './webm-facts.ts'

/** What the head of a film or a sound tells. Null where it does not. */
export interface MediaFacts {
  readonly seconds: number | null
  readonly width?: number
  readonly height?: number
}

const readers: Readonly<Record<string, (window: ByteWindow) => Promise<MediaFacts | null>>> = {
  'video/mp4': mp4Facts,
  'video/quicktime': mp4Facts,
  'audio/mp4': mp4Facts,
  'video/webm': webmFacts,
  'audio/wav': wavFacts,
  'audio/flac': flacFacts,
  'audio/ogg': oggFacts,
  'audio/mpeg': mp3Facts,
}

export const mediaTypes: ReadonlySet<string> = new Set(Object.keys(readers))

const LONGEST_SECONDS = 10_000_000

/** How long it plays and how large its picture is, from a few small looks into the file. What it does not tell is left out. */
export async function readMedia(mimeType: string, source: ByteSource): Promise<JsonObject> {
  const facts = await readers[mimeType]?.(new ByteWindow(source))
  if (!facts) return {}
  const { seconds, width, height } = facts
  const isLength = seconds !== null && Number.isFinite(seconds) && seconds > 0 && seconds < LONGEST_SECONDS
  return {
    ...(isLength && { durationSeconds: Math.round(seconds * 1000) / 1000 }),
    ...(width && height && { width, height }),
  }
}

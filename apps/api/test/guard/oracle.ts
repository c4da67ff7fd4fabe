import type { Actor, GuardWorld } from './guard-world.ts'

/** An answer with all that came back over the wire. */
export interface DoorAnswer {
  readonly status: number
  readonly headers: string
  readonly body: string
}

/** Something that must never happen, and where it did. */
export interface Breach {
  readonly oracle: 'O1' | 'O2' | 'O3' | 'O4' | 'O5'
  readonly door: string
  readonly actor: string
  readonly what: string
}

const anyId = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi
const stackText = /node_modules|\bat .{1,80}\.[jt]s:\d+|PostgresError|QueryFailed|syntax error at/

export const idsIn = (text: string): readonly string[] => text.match(anyId) ?? []

/** O1: nothing of B's that the asker does not know already, nor anybody else's words. */
export function leakIn(
  text: string,
  { forbidden }: Pick<Actor, 'forbidden'>,
  { foreignIds, spent }: Pick<GuardWorld, 'foreignIds' | 'spent'>,
  isKnown: (word: string) => boolean,
): string | null {
  const words = text.match(new RegExp(forbidden, 'g')) ?? []
  const canary = words.find((found) => !spent.has(found) && !isKnown(found))
  if (canary) return `told ${canary}`
  const id = idsIn(text).find((found) => foreignIds.has(found.toLowerCase()) && !isKnown(found))
  return id ? `told the id ${id}` : null
}

/** O5: no fault of ours, and nothing of how we are made. A service that is switched off in a test may say so. */
export function faultIn({ status, body }: DoorAnswer): string | null {
  if (status >= 500 && status !== 503) return `answered ${status}: ${body.slice(0, 300)}`
  const stack = stackText.exec(body)?.[0]
  return stack ? `told "${stack}"` : null
}

/** O3: what an answer says, without what differs between any two answers. */
export function masked({ status, headers, body }: DoorAnswer): string {
  const text = body
    .replaceAll(/u\d{7}x(@example\.test|\.txt)?|canary-b-\d+-[\w-]+(@example\.test|\.txt)?/g, '<text>')
    .replaceAll(/"version":\d+/g, '"version":0')
    .replaceAll(anyId, '<id>')
    .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, '<time>')
    .replaceAll(/\d{8}_\d{6}_([0-9a-f]{12}_)?/g, '<time>_')
    .replaceAll(
      /"(access|refresh|key|prefix|secret|qr|otpauthUrl|otpauth_url|token|nextCursor)":"[^"]*"/g,
      '"$1":"<secret>"',
    )
    .replaceAll(/gwk?_\w+/g, '<secret>')
  const kept = headers
    .split('\n')
    .filter((line) => !/^(date|x-request-id|content-length|etag|set-cookie|upload-expires):/i.test(line))
    .join('\n')
    .replaceAll(anyId, '<id>')
  return `${status}\n${kept}\n${text}`
}

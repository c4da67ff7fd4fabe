import { jsonEncoder } from '@trpc/server/adapters/ws'

/** As many calls fit into one HTTP batch. */
const mostCalls = 20

/** Reads the frames of a socket. One with too many calls is answered as one that cannot be read. */
export const socketFrames: typeof jsonEncoder = {
  encode: jsonEncoder.encode,
  decode(data) {
    const frame: unknown = jsonEncoder.decode(data)
    if (Array.isArray(frame) && frame.length > mostCalls) throw new RangeError('Too many calls in one frame')
    return frame
  },
}

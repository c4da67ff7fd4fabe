import { noticeSilence, onConnectivity } from '../api/connectivity.ts'

const busyPauseMs = 2_000

/** When another try makes sense: the connection is back, or a busy server had its pause. */
export const untilReady = (reason: 'unreachable' | 'busy', attempts: number): Promise<void> =>
  reason === 'busy' ? pause(busyPauseMs * attempts) : untilConnected()

const pause = (milliseconds: number) => new Promise<void>((resolve) => window.setTimeout(resolve, milliseconds))

/** Uploads do not go through the watched `fetch`: their silence is told here. */
function untilConnected(): Promise<void> {
  noticeSilence()
  return new Promise((resolve) => {
    const stop = onConnectivity((state) => {
      if (state !== 'online') return
      stop()
      resolve()
    })
  })
}

import { Interrupted } from './problem.mjs'

/** Ctrl-C arrives twice, from the terminal and from npm: only after this long is it a second wish. */
const sameWish = 1000

/**
 * A signal that is aborted when the person or the system wants us to stop: Ctrl-C, SIGTERM, a closed terminal, or the
 * end of the npm that started us. Asked again later, we leave at once and the watchdog ends what still runs.
 */
export function stopRequest() {
  const controller = new AbortController()
  let askedAt = 0
  const ask = (/** @type {'SIGINT' | 'SIGTERM' | 'SIGHUP'} */ signal) => {
    if (askedAt && Date.now() - askedAt > sameWish) process.exit(1)
    askedAt ||= Date.now()
    controller.abort(new Interrupted(signal))
  }
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) process.on(signal, ask)
  if (process.env.npm_lifecycle_event) followParent(() => ask('SIGTERM'))
  return controller.signal
}

/** @param {() => void} onEnd */
function followParent(onEnd) {
  const parent = process.ppid
  const timer = setInterval(() => {
    if (process.ppid === parent) return
    clearInterval(timer)
    onEnd()
  }, 500)
  timer.unref()
}

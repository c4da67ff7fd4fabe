/**
 * Loaded into the API of a lab before its own code: how long its event loop keeps timers waiting. A first SIGUSR2 begins to look, the
 * next one ends it, so that nobody else is disturbed by looks: each writes the 99th percentile of what was seen, in milliseconds, to
 * `event-loop-<pid>` in the data folder.
 */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'

const everyMs = 10

const delays = monitorEventLoopDelay({ resolution: everyMs })

process.on('SIGUSR2', () => {
  const p99 = delays.percentile(99) / 1_000_000 - everyMs
  if (delays.enable()) delays.reset()
  else delays.disable()
  writeFileSync(join(process.env.DATA_DIR ?? '', `event-loop-${process.pid}`), String(p99))
})

/**
 * Loaded into the API of a lab before its own code: how long its event loop keeps timers waiting. On SIGUSR2 it writes the 99th
 * percentile since the last time, in milliseconds, to `event-loop-<pid>` in the data folder.
 */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'

const everyMs = 10

const delays = monitorEventLoopDelay({ resolution: everyMs })
delays.enable()

process.on('SIGUSR2', () => {
  const p99 = delays.percentile(99) / 1_000_000 - everyMs
  writeFileSync(join(process.env.DATA_DIR ?? '', `event-loop-${process.pid}`), String(p99))
  delays.reset()
})

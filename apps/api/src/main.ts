import { setFlagsFromString } from 'node:v8'
import { openDatabase } from '@groundwork/db'
import { openLog, readConfig } from '@groundwork/services'
import { startApi } from './start-api.ts'

const drainMs = 20_000

/**
 * A stream of bytes is much garbage beside a heap that hardly changes. Left alone, Node looks through the whole heap for every forty
 * megabytes that come in, which costs about as much as to receive and hash them. Told so, it waits until as much has piled up as is in use.
 */
setFlagsFromString('--heap-growing-percent=100')

const config = readConfig(process.env)
const log = openLog({ process: 'api', level: config.logLevel })
const database = await openDatabase({ url: config.databaseUrl })
const api = await startApi({ config, log, database, environment: process.env })
log.info({ port: config.port, url: config.publicUrl }, 'listening')

let isStopping = false

/** Not ready, then no new work, then the work under way; whoever still hangs after twenty seconds is cut off. */
async function stop(signal: string): Promise<void> {
  if (isStopping) return
  isStopping = true
  log.info({ signal }, 'stopping')
  setTimeout(() => process.exit(1), drainMs).unref()
  await api.stop()
  await database.close()
  process.exit(0)
}

process.on('SIGTERM', (signal) => void stop(signal))
process.on('SIGINT', (signal) => void stop(signal))

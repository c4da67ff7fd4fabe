import { openDatabase, openOutbox } from '@groundwork/db'
import { auditKeeping, createFileServices, deriveKeys, openLog, openMail, readConfig } from '@groundwork/services'
import { openStorageSet } from '@groundwork/storage'
import { previewRenderer } from './preview/preview-renderer.ts'
import { builtPrograms } from './programs.ts'
import { startWorker } from './start-worker.ts'
import { yieldProcessors } from './yield-processors.ts'

const graceMs = 10_000

yieldProcessors()

const config = readConfig(process.env)
const log = openLog({ process: 'worker', level: config.logLevel })
const database = await openDatabase({ url: config.databaseUrl, applicationName: 'groundwork worker' })
const outbox = openOutbox({
  database,
  url: config.databaseUrl,
  onLost: (error) => log.warn({ err: error }, 'the connection that listens for events was lost'),
})
const storages = await openStorageSet(config.storage)
const keys = deriveKeys(config.secret)
const services = {
  ...(await createFileServices({ database, storages, keys, config, log, environment: process.env })),
  keys,
  mail: openMail(config, () => new Date()),
  renderer: await previewRenderer({ programs: builtPrograms, log }),
  audit: auditKeeping({
    database,
    place: { directory: config.audit.checkpointDirectory, key: keys.auditCheckpoint },
    retentionYears: config.audit.retentionYears,
    checkpointEntries: config.audit.checkpointEntries,
    clock: () => new Date(),
    log,
  }),
}
const worker = await startWorker({
  services,
  outbox,
  redisUrl: config.redisUrl,
  dataJobHistoryYears: config.dataJobHistoryYears,
})
log.info({ scanner: services.scanner.engine, mail: config.mail.kind }, 'working')
if (!services.mail) log.warn('mail is off: SMTP_URL is not set')

let isStopping = false

/** What draws a preview is ended at once and tried again later. No new job, then those under way; what still runs after ten seconds is cut off and picked up by its lease. */
async function stop(signal: string): Promise<void> {
  if (isStopping) return
  isStopping = true
  log.info({ signal }, 'stopping')
  setTimeout(() => process.exit(0), graceMs).unref()
  services.renderer.close()
  await worker.stop()
  await services.mail?.close()
  await storages.close()
  await database.close()
  process.exit(0)
}

process.on('SIGTERM', (signal) => void stop(signal))
process.on('SIGINT', (signal) => void stop(signal))

/** Puts a backup back: what `npm run restore` calls. */
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { checkFiles, deriveKeys, openCheck, openMainStorage, putBackBackup, recountQuotas } from '@groundwork/services'

const { values: asked } = parseArgs({ options: { from: { type: 'string' } } })

try {
  process.exitCode = await main()
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}

async function main(): Promise<number> {
  const { DATABASE_URL, APP_DATABASE_URL, GROUNDWORK_SECRET, AUDIT_CHECKPOINT_DIR, DATA_DIR = '.data' } = process.env
  if (!asked.from) throw new Error('Say from where: npm run restore -- --from DIR')
  if (!DATABASE_URL || !APP_DATABASE_URL || !GROUNDWORK_SECRET)
    throw new Error('Name DATABASE_URL, APP_DATABASE_URL and GROUNDWORK_SECRET')
  const storage = await openMainStorage(process.env)
  const { takenAt, objects } = await putBackBackup({
    directory: resolve(asked.from),
    ownerUrl: DATABASE_URL,
    appUrl: APP_DATABASE_URL,
    storage,
    checkpoints: AUDIT_CHECKPOINT_DIR || join(DATA_DIR, 'audit-checkpoints'),
    secret: deriveKeys(GROUNDWORK_SECRET).auditCheckpoint.kid,
  }).finally(() => storage.close())
  console.log(`${objects.count} objects (${objects.bytes} bytes) and the database are as of ${takenAt}.`)
  return compare()
}

async function compare(): Promise<number> {
  const services = await openCheck(process.env)
  try {
    // What was set aside for uploads that were under way is nobody's any more.
    await recountQuotas(services)
    const { isWhole, counts } = await checkFiles(services, { graceHours: 0 })
    if (isWhole) console.log('Rows and bytes fit. Start it with an empty Redis.')
    else console.log('Rows and bytes do not fit, as they did not when the backup was made:', counts)
    return isWhole ? 0 : 1
  } finally {
    await services.close()
  }
}

/** Makes a backup: what `npm run backup` calls. */
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { deriveKeys, openCheck, takeBackup } from '@groundwork/services'

const { values: asked } = parseArgs({ options: { to: { type: 'string' } } })

try {
  process.exitCode = await main()
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}

async function main(): Promise<number> {
  const { DATABASE_URL, GROUNDWORK_SECRET, AUDIT_CHECKPOINT_DIR, DATA_DIR = '.data' } = process.env
  if (!asked.to) throw new Error('Say where: npm run backup -- --to DIR')
  if (!DATABASE_URL || !GROUNDWORK_SECRET) throw new Error('Name DATABASE_URL, APP_DATABASE_URL and GROUNDWORK_SECRET')
  const services = await openCheck(process.env)
  const started = performance.now()
  try {
    const { objects, tables, takenAt, lost } = await takeBackup({
      services,
      ownerUrl: DATABASE_URL,
      directory: resolve(asked.to),
      checkpoints: AUDIT_CHECKPOINT_DIR || join(DATA_DIR, 'audit-checkpoints'),
      secret: deriveKeys(GROUNDWORK_SECRET).auditCheckpoint.kid,
    })
    const rows = tables.reduce((sum, table) => sum + table.rows, 0)
    const seconds = ((performance.now() - started) / 1000).toFixed(1)
    console.log(`${rows} rows and ${objects.count} objects (${objects.bytes} bytes) as of ${takenAt}, in ${seconds} s.`)
    for (const key of lost) console.log(`lost before the backup: ${key}`)
    console.log('GROUNDWORK_SECRET is not in it: keep that elsewhere.')
    return lost.length ? 1 : 0
  } finally {
    await services.close()
  }
}

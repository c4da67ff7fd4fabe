import { join } from 'node:path'
import { bootstrap } from './lib/bootstrap.mjs'
import { disposableFolder } from './lib/disposable-folder.mjs'
import { freePort } from './lib/ports.mjs'
import { startPostgres } from './lib/postgres.mjs'
import { removeCluster } from './lib/postgres-home.mjs'
import { Problem, runMain } from './lib/problem.mjs'
import { runCommand } from './lib/run-command.mjs'
import { newSecret } from './lib/secrets.mjs'

/** `npm run migration -- add_warehouse`: writes the SQL for what changed in the Prisma schema. */
await runMain(async () => {
  const name = process.argv[2]
  if (!name) throw new Problem('Say what the migration does: npm run migration -- add_warehouse')
  await bootstrap()

  const { folder, logsDir } = disposableFolder()
  const postgres = await startPostgres({
    folder: join(folder, 'postgres'),
    logsDir,
    port: await freePort(),
    password: newSecret(12),
    isDisposable: true,
  })
  try {
    const env = { ...process.env, DATABASE_URL: postgres.url }
    const { code } = await runCommand('pnpm', ['--filter', '@groundwork/db', 'migration', name], { env })
    return code
  } finally {
    await postgres.stop()
    removeCluster(join(folder, 'postgres'))
  }
})

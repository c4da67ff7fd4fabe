import { join } from 'node:path'
import { openDatabase, prepareDatabase } from '@groundwork/db'
import {
  createFirstAdmin,
  createIdentityServices,
  deriveKeys,
  type FirstAdmin,
  prepareDemoOrganizations,
  readPrepareConfig,
} from '@groundwork/services'

/**
 * Makes a database ready: roles, migrations, reference data, and on an empty one the first administrator and something to
 * look at. Prints one line of JSON for whoever started it. Safe to repeat and to interrupt.
 */
const config = readPrepareConfig(process.env)
const { migrated } = await prepareDatabase({
  ownerUrl: config.ownerDatabaseUrl,
  appUrl: config.databaseUrl,
  // As far away from the bundle in dist as from this source.
  migrations: join(import.meta.dirname, '../../../packages/db/prisma/migrations'),
})
const database = await openDatabase({ url: config.databaseUrl })
try {
  const services = createIdentityServices({ database, keys: deriveKeys(config.secret) })
  const insertDemo = await prepareDemoOrganizations(services)
  const admin = await createFirstAdmin(
    services,
    config.admin,
    async (work, owner) => void (await insertDemo(work, owner)),
  )
  process.stdout.write(`${JSON.stringify({ migrated: migrated.length, admin: admin && shown(admin) })}\n`)
} finally {
  await database.close()
}

/** A password that the operator chose is not printed: they know it. */
function shown({ username, email, password, passwordProblem }: FirstAdmin) {
  return {
    username,
    email,
    ...(password !== undefined && { password }),
    ...(passwordProblem !== undefined && { passwordProblem }),
  }
}

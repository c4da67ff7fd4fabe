import { writeMigration } from './write-migration.ts'

/** `DATABASE_URL=... pnpm --filter @groundwork/db migration add_warehouse` */
const [name] = process.argv.slice(2)
const { DATABASE_URL } = process.env
if (!name || !DATABASE_URL) throw new Error('Usage: DATABASE_URL=<any Postgres> pnpm migration <what_it_does>')
process.stdout.write(`prisma/migrations/${await writeMigration(DATABASE_URL, name, new Date())}\n`)

import { defineConfig } from 'prisma/config'

/**
 * For Prisma's own command line, where its engine can be downloaded: `prisma migrate deploy` applies the same folder, and
 * `prisma studio` looks into the same tables. Nothing of ours needs it; see docs/decisions/003-one-data-path.md.
 */
export default defineConfig({
  schema: 'prisma/schema',
  migrations: { path: 'prisma/migrations' },
  datasource: { url: process.env.DATABASE_URL ?? '' },
})

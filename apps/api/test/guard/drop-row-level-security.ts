import type { TestApi } from '../support/start-test-api.ts'

/** Takes every policy out of force, in this test's own database: what is left is the application's scoping. */
export async function dropRowLevelSecurity({ sql }: TestApi): Promise<void> {
  const tables = await sql<{ name: string }>(
    `select oid::regclass::text as name from pg_class where relrowsecurity and relnamespace = 'public'::regnamespace`,
  )
  for (const { name } of tables) await sql(`alter table ${name} disable row level security`)
}

import pg from 'pg'
import { emptySettings } from './reach.ts'
import { appRole, systemRole } from './roles.ts'
import { rowTypes } from './row-types.ts'

export interface PoolOptions {
  readonly url: string
  readonly poolSize: number
  readonly statementTimeoutMs: number
  readonly applicationName: string
}

/**
 * Connections as the application: pipelined, in UTC, with the reach statements prepared. A page by an index costs hardly more than
 * the next one, in memory and on a solid disk: else a table of a few pages is planned to be read whole for each row, and goes on to be as it grows.
 */
export function openPool({ url, poolSize, statementTimeoutMs, applicationName }: PoolOptions): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max: poolSize,
    application_name: applicationName,
    types: rowTypes,
    pipeline: true,
    statement_timeout: statementTimeoutMs,
    idle_in_transaction_session_timeout: 60_000,
    connectionTimeoutMillis: 10_000,
    idleTimeoutMillis: 60_000,
    maxLifetimeSeconds: 3600,
    options: '-c timezone=UTC -c datestyle=ISO -c jit=off -c random_page_cost=1.1 -c search_path=public',
    onConnect: prepareSettings,
  } as pg.PoolConfig)
  // Whatever waits on a broken connection fails with the same error, and the next use opens another one.
  pool.on('connect', (client) => client.on('error', isToldElsewhere))
  pool.on('error', isToldElsewhere)
  return pool
}

const isToldElsewhere = () => undefined

async function prepareSettings(client: pg.ClientBase): Promise<void> {
  await Promise.all(emptySettings.map(({ name, text, values }) => client.query({ name, text, values: [...values] })))
}

/**
 * Row-level security does not bind a superuser, a role with BYPASSRLS, or (without FORCE) the owner of a table. Running as
 * one of them would work, quietly, without any tenant wall: so the process does not start.
 */
export async function refuseUnboundRole(pool: pg.Pool): Promise<void> {
  const { rows } = await pool.query<Record<'superuser' | 'bypass' | 'owner' | 'inherits' | 'isPrepared', boolean>>(`
    select rolsuper as superuser, rolbypassrls as bypass,
      to_regclass('public.organization') is not null as "isPrepared",
      exists (
        select from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')
        and pg_has_role(current_user, relowner, 'member')
      ) as owner,
      exists (
        select from pg_roles where rolname = '${systemRole}' and pg_has_role(current_user, oid, 'usage')
      ) as inherits
    from pg_roles where rolname = current_user`)
  const [role] = rows
  if (!role) throw new Error('The database does not know the role it is asked by')
  const wrong = role.superuser
    ? 'is a superuser'
    : role.bypass
      ? 'bypasses row-level security (BYPASSRLS)'
      : role.owner
        ? 'owns the tables'
        : role.inherits
          ? `inherits the rights of ${systemRole}`
          : null
  if (wrong) {
    throw new Error(
      `The database role of APP_DATABASE_URL ${wrong}, so tenants would not be kept apart. Sign in as ${appRole}; see docs/decisions/004-row-level-security.md`,
    )
  }
  if (!role.isPrepared) throw new Error('The database has no tables yet. Run the prepare step with DATABASE_URL first')
}

import pg from 'pg'
import { appRole, systemRole } from '../connection/roles.ts'

/** Makes the two run-time roles and sees to it that `appUrl` can sign in. Roles belong to the whole server. */
export async function ensureRoles(owner: pg.Client, appUrl: string): Promise<void> {
  const { username, password } = new URL(appUrl)
  if (username !== appRole) throw new Error(`The application signs in as ${appRole}, not as ${username}`)
  if (!password) throw new Error(`The URL of ${appRole} has no password`)
  await owner.query(makeRoles)
  if (await canSignIn(appUrl)) return
  const literal = owner.escapeLiteral(decodeURIComponent(password))
  await owner.query(`alter role ${appRole} with login noinherit password ${literal}`)
}

/** Other databases of the same server may be prepared at the same moment: who comes second finds the roles made. */
const makeRoles = `
do $$
begin
  create role ${systemRole} nologin noinherit;
exception when duplicate_object or unique_violation then null;
end $$;
do $$
begin
  create role ${appRole} login noinherit;
exception when duplicate_object or unique_violation then null;
end $$;
do $$
begin
  if not pg_has_role('${appRole}', '${systemRole}', 'member') then
    if current_setting('server_version_num')::int >= 160000 then
      execute 'grant ${systemRole} to ${appRole} with inherit false, set true';
    else
      grant ${systemRole} to ${appRole};
    end if;
  end if;
end $$;`

async function canSignIn(appUrl: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: appUrl })
  try {
    await client.connect()
    await client.end()
    return true
  } catch (error) {
    if (error instanceof pg.DatabaseError && refusals.has(error.code ?? '')) return false
    throw error
  }
}

/** No such password, or not allowed to sign in. */
const refusals = new Set(['28P01', '28000'])

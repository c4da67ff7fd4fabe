import type { UnitOfWork } from '../work/contract.ts'

interface OwnDefault {
  readonly organization: string
  readonly user: string
  readonly resource: string
}

/** The view that somebody starts a list with; null where they have chosen none, or it lies in the trash. */
export async function ownDefaultView(
  work: UnitOfWork,
  { organization, user, resource }: OwnDefault,
): Promise<string | null> {
  const [found] = await work.query<{ readonly id: string }>(
    `select view.id from stored_filter_default chosen
     join stored_filter view on view.organization_id = chosen.organization_id and view.id = chosen.stored_filter_id
     where chosen.organization_id = $1 and chosen.user_id = $2 and chosen.resource = $3 and view.deleted_at is null`,
    [organization, user, resource],
  )
  return found?.id ?? null
}

/** Takes the place of the one before. */
export async function setOwnDefaultView(
  work: UnitOfWork,
  { organization, user, resource, view }: OwnDefault & { readonly view: string },
): Promise<void> {
  await work.query(
    `insert into stored_filter_default (organization_id, user_id, resource, stored_filter_id) values ($1, $2, $3, $4)
     on conflict (organization_id, user_id, resource)
     do update set stored_filter_id = excluded.stored_filter_id, created_at = current_timestamp`,
    [organization, user, resource, view],
  )
}

export async function clearOwnDefaultView(
  work: UnitOfWork,
  { user, view }: Pick<OwnDefault, 'user'> & { readonly view: string },
): Promise<void> {
  await work.query('delete from stored_filter_default where user_id = $1 and stored_filter_id = $2', [user, view])
}

/** The view that an organization starts a list with, whoever may see it; held until the transaction ends. */
export async function lockDefaultView(
  work: UnitOfWork,
  { organization, resource }: Pick<OwnDefault, 'organization' | 'resource'>,
): Promise<string | null> {
  await work.query('select pg_advisory_xact_lock(hashtextextended($1, 0))::text', [
    `default view ${organization} ${resource}`,
  ])
  const [found] = await work.query<{ readonly id: string }>(
    `select id from stored_filter where organization_id = $1 and resource = $2 and is_default and deleted_at is null for update`,
    [organization, resource],
  )
  return found?.id ?? null
}

import type { UnitOfWork } from '../work/contract.ts'

export interface FavouriteOf {
  readonly user: string
  readonly organization: string
  readonly file: string
}

export async function addFavourite(work: UnitOfWork, { user, organization, file }: FavouriteOf): Promise<void> {
  await work.query(
    'insert into favourite (user_id, organization_id, file_id) values ($1, $2, $3) on conflict do nothing',
    [user, organization, file],
  )
}

export async function removeFavourite(work: UnitOfWork, { user, organization, file }: FavouriteOf): Promise<void> {
  await work.query('delete from favourite where user_id = $1 and organization_id = $2 and file_id = $3', [
    user,
    organization,
    file,
  ])
}

const mostFavourites = 1000

/** The live files of an organization that somebody has marked for themselves, the last marked first. */
export async function favouritesOf(
  work: UnitOfWork,
  { user, organization }: Pick<FavouriteOf, 'user' | 'organization'>,
): Promise<string[]> {
  const rows = await work.query<{ id: string }>(
    `select v.file_id as id from favourite v join file f on f.organization_id = v.organization_id and f.id = v.file_id
     where v.user_id = $1 and v.organization_id = $2 and f.deleted_at is null
     order by v.created_at desc, v.file_id limit ${mostFavourites}`,
    [user, organization],
  )
  return rows.map(({ id }) => id)
}

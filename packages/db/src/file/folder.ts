import type { UnitOfWork } from '../work/contract.ts'

/**
 * Held until the transaction ends by whoever makes folders by their paths: of two uploads of the same tree at once, the second
 * finds the folders of the first.
 */
export async function holdFolders(work: UnitOfWork, organization: string): Promise<void> {
  await work.query('select pg_advisory_xact_lock(hashtextextended($1, 0))::text', [
    `folders by path of ${organization}`,
  ])
}

/** The live folder of this name, whoever may view it: a second one of the name cannot be made beside it. */
export async function folderNamed(
  work: UnitOfWork,
  {
    organization,
    parent,
    name,
  }: { readonly organization: string; readonly parent: string | null; readonly name: string },
): Promise<string | null> {
  const [row] = await work.query<{ id: string }>(
    `select id from folder where organization_id = $1 and name = $2 and deleted_at is null
       and ${parent === null ? 'parent_id is null' : 'parent_id = $3'}`,
    parent === null ? [organization, name] : [organization, name, parent],
  )
  return row?.id ?? null
}

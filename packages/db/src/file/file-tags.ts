import type { UnitOfWork } from '../work/contract.ts'

const MOST_TAGS = 200

export interface TagUse {
  readonly tag: string
  readonly count: number
}

/** The tags of an organization's files, most used first. Its caller has made sure that all of them may be seen. */
export async function tagsInUse(work: UnitOfWork, organization: string): Promise<TagUse[]> {
  const rows = await work.query<{ tag: string; count: string | number }>(
    `select tag, count(*) as count from file, unnest(tags) as tag
     where organization_id = $1 and deleted_at is null
     group by tag order by count(*) desc, tag limit $2`,
    [organization, MOST_TAGS],
  )
  return rows.map(({ tag, count }) => ({ tag, count: Number(count) }))
}

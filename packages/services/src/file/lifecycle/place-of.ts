import { namesLike, type UnitOfWork } from '@groundwork/db'
import { DomainError, freeName, type NamedPlace, partsOfName } from '@groundwork/domain'

/** What becomes of something whose name is taken where it goes. */
export type IfTaken = 'rename' | 'refuse'

interface Wanted {
  readonly organization: string
  /** Null is the top. */
  readonly folder: string | null
  readonly name: string
  readonly ifTaken: IfTaken
}

/** The name that something gets in a folder. @throws DomainError conflict (`name_taken`) */
export async function nameIn(
  work: UnitOfWork,
  of: NamedPlace,
  { organization, folder, name, ifTaken }: Wanted,
): Promise<string> {
  const { stem } = partsOfName(name, of)
  const taken = await namesLike(work, of, { organization, folder, stem })
  if (ifTaken === 'rename') return freeName(name, (candidate) => taken.has(candidate), { of })
  if (!taken.has(name)) return name
  const field = of === 'file' ? 'originalFilename' : 'name'
  throw new DomainError('conflict', 'There is something of this name already', {
    reason: 'name_taken',
    fields: { [field]: ['Already exists'] },
  })
}

import { freeNumber, heldName, holdFileName, type UnitOfWork } from '@groundwork/db'
import { DomainError, markedName, type NamedPlace, partsOfName } from '@groundwork/domain'
import { v4 } from 'uuid'

/** What becomes of something whose name is taken where it goes. */
export type IfTaken = 'rename' | 'refuse'

interface Wanted {
  readonly organization: string
  /** Null is the top. */
  readonly folder: string | null
  readonly name: string
  readonly ifTaken: IfTaken
}

/**
 * The name that something gets in a folder, for a transaction that gives it that name. A file's is held until then, before its quota
 * is locked; two folders of one name Postgres refuses itself. @throws DomainError conflict (`name_taken`)
 */
export async function nameIn(
  work: UnitOfWork,
  of: NamedPlace,
  { organization, folder, name, ifTaken }: Wanted,
): Promise<string> {
  const parts = partsOfName(name, of)
  const wanted = { organization, folder, name, ...parts }
  const [, number] = await Promise.all([
    of === 'file' ? holdFileName(work, wanted) : undefined, // Sent first: what follows it sees what others have made meanwhile.
    freeNumber(work, of, wanted),
  ])
  if (number === 1) return name
  if (ifTaken === 'rename') return markedName(parts, number ?? v4().slice(0, 8))
  const field = of === 'file' ? 'originalFilename' : 'name'
  throw new DomainError('conflict', 'There is something of this name already', {
    reason: 'name_taken',
    fields: { [field]: ['Already exists'] },
  })
}

/** Names of files are held in this order by whoever needs several. */
export function byHeldName(one: HeldPlace, other: HeldPlace): number {
  const [first, second] = [nameOf(one), nameOf(other)]
  if (first === second) return 0
  return first < second ? -1 : 1
}

interface HeldPlace {
  readonly organization: string
  readonly folder: string | null
  readonly originalFilename: string
}

const nameOf = ({ originalFilename, ...place }: HeldPlace): string =>
  heldName({ ...place, ...partsOfName(originalFilename) })

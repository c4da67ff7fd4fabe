import type { WorkContext } from '@groundwork/db'
import { type Action, actionsOfRight, StoredFile } from '@groundwork/domain'
import type { StoredFileRow } from '../upload-intake.ts'
import { findReach, type SharedReach } from './find-reach.ts'
import type { ShareServices } from './weigh-shares.ts'

/** One file, for those who may see it and those with whom it is shared. What shares open is added to what is open anyhow. */
export async function getFile(services: ShareServices, context: WorkContext, key: string): Promise<StoredFileRow> {
  const reader = services.database.reader(context)
  const own = await reader.find(StoredFile, key)
  if (own && passable.every((action) => own.abilities.includes(action))) return own
  const reach = await findReach(services, context, { file: key })
  if (!reach) return own ?? reader.get(StoredFile, key)
  if (!own) return seeShared(services, context, { key, reach })
  return withShared(own, reach)
}

/** One's own view of a file, with what shares open besides. */
export const withShared = (own: StoredFileRow, reach: Opened): StoredFileRow => ({
  ...own,
  abilities: [...new Set([...own.abilities, ...abilitiesOf(reach)])],
})

/** To whoever has all of this by their own grants, no share adds anything. */
const passable: readonly Action[] = ['download', 'delete', 'share']

interface SharedFile {
  readonly key: string
  readonly reach: SharedReach
}

/** As the one sees it on whose rights the share stands: of a field that they may not see, a share tells nothing. */
async function seeShared(
  { database }: ShareServices,
  { origin }: WorkContext,
  { key, reach }: SharedFile,
): Promise<StoredFileRow> {
  const reader = database.reader({ actor: reach.standsFor, ...(origin && { origin }) })
  return asShared(await reader.get(StoredFile, key), reach)
}

/** What is offered to do with it is what the share opens, and no more. */
export const asShared = (file: StoredFileRow, reach: Opened): StoredFileRow => ({
  ...file,
  abilities: abilitiesOf(reach),
})

type Opened = Pick<SharedReach, 'right' | 'reshareable'>

const abilitiesOf = ({ right, reshareable }: Opened): Action[] => [
  ...actionsOfRight(right.permission),
  ...(reshareable ? ['share'] : []),
]

import {
  countFoldersThroughLinks,
  depthOfFolder,
  folderThroughLink,
  holdFolders,
  keepFolderThroughLink,
  type NamedThroughLink,
  type UnitOfWork,
} from '@groundwork/db'
import { DomainError, Folder, invalidField } from '@groundwork/domain'
import { faultPoint } from '../../fault/fault-point.ts'
import { folderNames } from '../folder/folder-names.ts'
import { nameIn } from '../lifecycle/place-of.ts'
import { noSuchLink, refuseRevoked } from './follow-link.ts'
import type { LinkServices } from './link-services.ts'
import type { UploadThroughLink } from './upload-link.ts'

const field = 'relative_path'
const longest = 4096
/** A tree of folders may be no deeper than this where it ends, and a stranger's by so much below the link's folder. */
const deepest = 50
const deepestOfStrangers = 20

/** Folders cost little, but each of them is a row that others look at: a tree of somebody's own is smaller. */
const MOST_OF_LINK = 10_000
const MOST_OF_LINK_A_DAY = 1_000
const MOST_OF_ALL_A_DAY = 5_000
const DAY_MS = 86_400_000

/** The folders that a path names above its file, from the top down: none for a file on its own. @throws DomainError */
export function foldersAbove(relativePath: string | undefined): readonly string[] {
  if (relativePath === undefined) return []
  if (relativePath.length > longest) throw invalidField(field, `At most ${longest} characters`, 'path_too_long')
  const above = relativePath.slice(0, Math.max(0, relativePath.lastIndexOf('/')))
  return above.replaceAll('/', '') === '' ? [] : folderNames(above, { field, deepest: deepestOfStrangers })
}

/**
 * Where something lands that comes by a path, as far as that is there by now; null where folders are still to be made for it.
 * They are made by `landIn` once it has arrived: what breaks off or is refused leaves no empty ones.
 *
 * @throws DomainError forbidden (`link_takes_no_folders`), invalid (`path_too_deep`), quota_exceeded (`too_many_folders`)
 */
export async function findLanding(
  services: Pick<LinkServices, 'clock'>,
  work: UnitOfWork,
  { door, names }: Landing,
): Promise<string | null> {
  if (names.length === 0) return door.folder
  await requirePlace(work, { door, names })
  const { folder, missing } = await foldersSoFar(work, { door, names })
  if (missing.length === 0) return folder
  await requireRoom(services, work, { door, names: missing })
  return null
}

/** A path through a link, in names. */
export interface Landing {
  readonly door: UploadThroughLink
  readonly names: readonly string[]
}

/**
 * The same in the transaction that makes the file, with the folders that are missing made: they are there with what came in them, or not
 * at all. A link that was revoked meanwhile, or whose folder is gone, makes none.
 *
 * @throws DomainError as `findLanding`, and not_found
 */
export async function landIn(
  services: Pick<LinkServices, 'clock'>,
  work: UnitOfWork,
  landing: Landing,
): Promise<string> {
  const { organization, link } = landing.door
  await refuseRevoked(work, link.id) // Not locked: its quota is locked before a link by everybody, and after this.
  await requirePlace(work, landing)
  const found = await foldersSoFar(work, landing)
  if (found.missing.length === 0) return found.folder
  // Held until the end. Of two files of one tree the second finds the folders of the first; other links give the same names, and share a limit.
  await holdFolders(work, organization)
  const { folder, missing } = await foldersSoFar(work, landing)
  await requireRoom(services, work, { ...landing, names: missing })
  let above = folder
  for (const said of missing) {
    const place = { organization, link: link.id, parent: above, name: said }
    above = await madeFor(work, { ...place, createdBy: link.createdBy })
    await keepFolderThroughLink(work, { ...place, folder: above })
  }
  faultPoint('after:folders_made')
  return above
}

interface Missing extends NamedThroughLink {
  readonly createdBy: string
}

/** Tries once more where somebody made one of that name by hand in between: it is seen now. */
async function madeFor(work: UnitOfWork, { organization, link, parent, name: said, createdBy }: Missing) {
  const make = async () => {
    const name = await nameIn(work, 'folder', { organization, folder: parent, name: said, ifTaken: 'rename' })
    return work.insert(Folder, { organization, parent, name, createdBy }, { details: { link } })
  }
  const first = await work.attempt(make)
  if ('result' in first) return first.result.id
  if (first.refusal.reason !== 'duplicate') throw first.refusal
  return (await make()).id
}

/** Only what came by the same link is joined. Anything else of that name stays by itself, and who brings something does not hear of it. */
async function foldersSoFar(work: UnitOfWork, { door, names }: Landing) {
  const { organization, link } = door
  let folder = door.folder
  for (const [place, name] of names.entries()) {
    const next = await folderThroughLink(work, { organization, link: link.id, parent: folder, name })
    if (next === null) return { folder, missing: names.slice(place) }
    folder = next
  }
  return { folder, missing: [] }
}

async function requirePlace(work: UnitOfWork, { door, names }: Landing): Promise<void> {
  if (!door.mayMakeFolders) throw noFolders()
  const depth = await depthOfFolder(work, door.folder)
  if (depth === null) throw noSuchLink()
  if (depth + names.length > deepest) throw invalidField(field, 'Too many folders deep', 'path_too_deep')
}

async function requireRoom(
  { clock }: Pick<LinkServices, 'clock'>,
  work: UnitOfWork,
  { door: { organization, link }, names }: Landing,
): Promise<void> {
  const since = new Date(clock().getTime() - DAY_MS)
  const { ofLink, ofLinkLately, ofAllLately } = await countFoldersThroughLinks(work, {
    organization,
    link: link.id,
    since,
  })
  const more = names.length
  if (ofLink + more > MOST_OF_LINK) throw tooMany('This link takes no more folders')
  if (ofLinkLately + more > MOST_OF_LINK_A_DAY || ofAllLately + more > MOST_OF_ALL_A_DAY)
    throw tooMany('This link takes no more folders today')
}

const tooMany = (message: string) =>
  new DomainError('quota_exceeded', message, { reason: 'too_many_folders', fields: { [field]: [message] } })

const noFolders = () => {
  const message = 'This link takes files, but no folders'
  return new DomainError('forbidden', message, { reason: 'link_takes_no_folders', fields: { [field]: [message] } })
}

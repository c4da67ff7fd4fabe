import {
  countFoldersThroughLinks,
  depthOfFolder,
  findLink,
  folderThroughLink,
  holdFolders,
  keepFolderThroughLink,
  type UnitOfWork,
} from '@groundwork/db'
import { DomainError, Folder, invalidField, linkEnd } from '@groundwork/domain'
import { foundOrMade } from '../folder/ensure-folders.ts'
import { folderNames } from '../folder/folder-names.ts'
import { nameIn } from '../lifecycle/place-of.ts'
import { noSuchLink } from './follow-link.ts'
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
 * They are made by `makeLanding` once it has arrived: what breaks off or is refused leaves no empty ones.
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

/** The same, with the folders that are missing made. A link that was revoked meanwhile, or whose folder is gone, makes none. */
export const makeLanding = (services: Pick<LinkServices, 'database' | 'clock'>, landing: Landing): Promise<string> =>
  foundOrMade(() => services.database.withUnitOfWork(landing.door.context, (work) => makeIn(services, work, landing)))

/** A path through a link, in names. */
export interface Landing {
  readonly door: UploadThroughLink
  readonly names: readonly string[]
}

async function makeIn(
  services: Pick<LinkServices, 'clock'>,
  work: UnitOfWork,
  { door, names }: Landing,
): Promise<string> {
  const { organization } = door
  // Locked until the end: of two files of one tree at once the second finds the folders of the first, and none is counted twice.
  const link = await findLink(work, door.link.id)
  if (!link || linkEnd(link, services.clock()) === 'revoked') throw noSuchLink()
  await requirePlace(work, { door, names })
  const { folder, missing } = await foldersSoFar(work, { door, names })
  if (missing.length) {
    await holdFolders(work, organization) // Other links of the organization give the same names, and share its limit.
    await requireRoom(services, work, { door, names: missing })
  }
  let above = folder
  for (const said of missing) {
    const name = await nameIn(work, 'folder', { organization, folder: above, name: said, ifTaken: 'rename' })
    const values = { organization, parent: above, name, createdBy: link.createdBy }
    const made = await work.insert(Folder, values, { details: { link: link.id } })
    await keepFolderThroughLink(work, { organization, link: link.id, parent: above, name: said, folder: made.id })
    above = made.id
  }
  return above
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

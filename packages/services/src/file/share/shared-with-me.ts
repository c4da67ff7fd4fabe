import { type GivenSubject, type Reader, type ShareRow, sharedWith, type WorkContext } from '@groundwork/db'
import {
  Folder,
  includes,
  organizationsOf,
  type Principal,
  type RowOf,
  type SharedListQuery,
  type SharePermission,
  StoredFile,
} from '@groundwork/domain'
import { z } from 'zod'
import { type PlacedList, readPlace, writePlace } from '../place-in-list.ts'
import type { StoredFileRow } from '../upload-intake.ts'
import { receiverOf, type SharedReach, type WeighedReach, weighReach } from './find-reach.ts'
import { asShared, withShared } from './get-file.ts'
import { type ShareServices, worthOf } from './weigh-shares.ts'

/** Something that others share with the actor, and what they may do with it now. */
export interface SharedItem {
  readonly id: string
  /** The share that opens the most of it. With a role: all who hold that have it. */
  readonly share: Pick<
    ShareRow,
    'id' | 'permission' | 'createdBy' | 'createdByUsername' | 'createdAt' | 'expiresAt' | 'role' | 'roleName'
  >
  /** By all shares together, of the folders above as well. */
  readonly permission: SharePermission
  readonly canReshare: boolean
  readonly file: StoredFileRow | null
  readonly folder: Pick<RowOf<typeof Folder>, 'id' | 'name' | 'organization' | 'organizationName'> | null
}

export interface SharedPage {
  readonly rows: readonly SharedItem[]
  readonly nextCursor: string | null
}

const placeSchema = z.strictObject({ id: z.uuid(), name: z.string(), sharedAt: z.iso.datetime() })

/** So many are weighed for one page: of thousands that give nothing any more, the next page goes on. */
const mostWeighed = 300
/** Where most give nothing any more, one place that is left on a page is not looked for one by one. */
const leastAsked = 20
/** Weighing is a handful of short questions; others ask the database too. */
const atOnce = 4

/**
 * What others gave the actor, a page of it, each file and folder once. A share that gives nothing any more does not even tell a name,
 * nor is anything told of what is in quarantine. A page may be short, or empty, and not be the last.
 */
export async function listSharedWithMe(
  services: ShareServices & Pick<PlacedList, 'keys'>,
  context: WorkContext,
  { organizations: wanted, limit, cursor, ...asked }: SharedListQuery,
): Promise<SharedPage> {
  const me = receiverOf(context)
  if (!me) return { rows: [], nextCursor: null }
  const organizations = organizationsOf(me).filter((id) => !wanted || wanted.includes(id))
  const rows: SharedItem[] = []
  const list = { keys: services.keys, of: `${me.userId} shared ${asked.orderBy}` }
  let after = cursor === undefined ? undefined : readPlace(list, placeSchema, cursor)
  for (let weighed = 0; weighed < mostWeighed && rows.length < limit; ) {
    const request = {
      ...asked,
      user: me.userId,
      organizations,
      after,
      limit: Math.max(limit - rows.length, leastAsked),
    }
    const found = await services.database.withUnitOfWork(context, (work) => sharedWith(work, request))
    let passed = 0
    while (passed < found.length && rows.length < limit) {
      const some = found.slice(passed, passed + Math.min(atOnce, limit - rows.length))
      const items = await Promise.all(some.map((given) => itemOf(services, context, { me, given })))
      rows.push(...items.filter((item) => item !== null).filter((item) => !asked.search || isNamed(item)))
      passed += some.length
    }
    const last = found[passed - 1]
    if (!last || (passed === found.length && found.length < request.limit)) return { rows, nextCursor: null }
    const { id, name, sharedAt } = last
    after = { id, name, sharedAt }
    weighed += passed
  }
  return { rows, nextCursor: after ? writePlace(list, after) : null }
}

/** A search must not tell of a name that the giver does not see, and so does not show. */
const isNamed = ({ file, folder }: SharedItem) => (file?.originalFilename ?? folder?.name) !== undefined

interface Given {
  readonly me: Principal
  readonly given: GivenSubject
}

async function itemOf(services: ShareServices, context: WorkContext, { me, given }: Given): Promise<SharedItem | null> {
  const { id, kind } = given
  const found = await weighReach(services, me, { [kind]: id })
  const share = found && strongestOf(found, { me, given })
  if (!share) return null
  const { reach } = found
  const own = services.database.reader(context)
  const { origin } = context
  const giver = services.database.reader({ actor: reach.standsFor, ...(origin && { origin }) })
  const file = kind === 'file' ? await seenFile({ own, giver }, id, reach) : null
  const folder = kind === 'folder' ? await seenFolder({ own, giver }, id) : null
  if (!file && !folder) return null
  const { permission } = reach.right
  return { id, share, permission, canReshare: reach.reshareable !== null, file, folder }
}

/** Of the shares of this very file or folder that are worth something now, the one that gives the most; of equals the newest. */
function strongestOf({ weighed }: WeighedReach, { me, given }: Given): SharedItem['share'] | null {
  const alive = weighed.rows.flatMap((row, index) => {
    const isOfIt = (given.kind === 'file' ? row.file : row.folder) === given.id && row.createdBy !== me.userId
    const worth = isOfIt && weighed.given[index]?.receivers.includes(me.userId) ? worthOf(weighed, index) : null
    return worth ? [{ row, worth }] : []
  })
  const [first, ...others] = alive.toReversed()
  if (!first) return null
  const { row, worth } = others.reduce((best, one) => (includes(best.worth, one.worth) ? best : one), first)
  const { id, createdBy, createdByUsername, createdAt, expiresAt, role, roleName } = row
  return { id, permission: worth, createdBy, createdByUsername, createdAt, expiresAt, role, roleName }
}

interface Readers {
  readonly own: Reader
  readonly giver: Reader
}

/** As they see it themselves; where they do not, as the one does on whose rights the share stands. */
async function seenFile({ own, giver }: Readers, id: string, reach: SharedReach): Promise<StoredFileRow | null> {
  const mine = await own.find(StoredFile, id)
  if (mine) return withShared(mine, reach)
  const theirs = await giver.find(StoredFile, id)
  return theirs && asShared(theirs, reach)
}

async function seenFolder({ own, giver }: Readers, key: string): Promise<SharedItem['folder']> {
  const row = (await own.find(Folder, key)) ?? (await giver.find(Folder, key))
  return row && { id: row.id, name: row.name, organization: row.organization, organizationName: row.organizationName }
}

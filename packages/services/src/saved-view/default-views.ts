import {
  clearOwnDefaultView,
  lockDefaultView,
  ownDefaultView,
  setOwnDefaultView,
  type UnitOfWork,
  type WorkContext,
} from '@groundwork/db'
import { type DefaultAudience, DomainError, Organization, type RowOf, StoredFilter } from '@groundwork/domain'
import { principalOf } from '../identity/acting.ts'
import type { EngineServices } from '../resource/verbs.ts'
import { listed } from './stored-filters.ts'

/** What a list starts with; a person's own choice goes before the organization's. Null where there is none that they are shown. */
export interface DefaultViews {
  readonly mine: string | null
  readonly organization: string | null
}

interface ListPlace {
  readonly organization: string
  readonly resource: string
}

export interface DefaultChange {
  readonly id: string
  readonly audience: DefaultAudience
}

export function readDefaultViews(
  { database }: EngineServices,
  context: WorkContext,
  place: ListPlace,
): Promise<DefaultViews> {
  listed(place.resource)
  return database.withUnitOfWork(context, async (work) => {
    await work.get(Organization, place.organization)
    return defaultsAt(work, place)
  })
}

/**
 * Makes a view what a list starts with: for oneself any that one is shown, for the organization one that everybody is shown.
 *
 * @throws DomainError conflict (`view_not_shared`)
 */
export function setDefaultView(
  { database }: EngineServices,
  context: WorkContext,
  { id, audience }: DefaultChange,
): Promise<DefaultViews> {
  return database.withUnitOfWork(context, async (work) => {
    if (audience === 'me') {
      const view = await work.get(StoredFilter, id)
      await setOwnDefaultView(work, { ...view, user: principalOf(context).userId, view: id })
      return defaultsAt(work, view)
    }
    const view = await work.get(StoredFilter, id, { action: 'setDefault', lock: true })
    if (view.visibility !== 'organization') throw notShared()
    const before = await lockDefaultView(work, view)
    if (before && before !== id) await mark(work, before, false)
    await mark(work, id, true)
    return defaultsAt(work, view)
  })
}

/** Takes that back again; of a view that is not the default nothing is taken. */
export function clearDefaultView(
  { database }: EngineServices,
  context: WorkContext,
  { id, audience }: DefaultChange,
): Promise<DefaultViews> {
  return database.withUnitOfWork(context, async (work) => {
    const view = await work.get(StoredFilter, id, audience === 'me' ? {} : { action: 'setDefault', lock: true })
    if (audience === 'me') await clearOwnDefaultView(work, { user: principalOf(context).userId, view: id })
    else await mark(work, id, false)
    return defaultsAt(work, view)
  })
}

const mark = (work: UnitOfWork, id: string, isDefault: boolean): Promise<RowOf<typeof StoredFilter>> =>
  work.update(StoredFilter, id, { isDefault }, { action: 'setDefault' })

async function defaultsAt(work: UnitOfWork, { organization, resource }: ListPlace): Promise<DefaultViews> {
  const { userId: user } = principalOf(work.context)
  const own = await ownDefaultView(work, { organization, user, resource })
  const { rows } = await work.list(StoredFilter, {
    filter: {
      and: [
        { field: 'resource', op: 'eq', value: resource },
        { field: 'isDefault', op: 'eq', value: true },
      ],
    },
    organizations: [organization],
    limit: 1,
  })
  // Somebody may have been shown their own first view no longer.
  const isShown = own !== null && (await work.find(StoredFilter, own)) !== null
  return { mine: isShown ? own : null, organization: rows[0]?.id ?? null }
}

const notShared = () =>
  new DomainError('conflict', 'Only a view that the whole organization is shown can be its default', {
    reason: 'view_not_shared',
  })

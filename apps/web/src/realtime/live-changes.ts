import { type Outline, outlines } from 'virtual:resource-outlines'
import { GroundworkError, type RouterInputs } from '@groundwork/client'
import { type DomainEvent, type Filter, type ResourceName, shareNews } from '@groundwork/domain'
import type { QueryClient } from '@tanstack/react-query'
import { gw } from '../api/client.ts'
import { connectivity, onConnectivity } from '../api/connectivity.ts'
import { dropRows, putRows, reloadLists } from '../api/row-cache.ts'
import { apiOf, type RowNamed } from '../api/rows.ts'
import { versionsKey } from '../file/versions/versions-key.ts'
import { tellEvent } from './event-listeners.ts'
import { tellRows } from './row-listeners.ts'

/** Resources whose changes are shown as they happen: whatever organizations keep and people change. */
const watched: readonly Outline[] = outlines.filter(
  ({ scope, isAppendOnly }) => scope.kind === 'organization' && !isAppendOnly,
)

const refreshMs = 120
const reloadMs = 600
const reopenMs = 3_000

/** Keeps what is on the screen true while others work. Ends with the signal. */
export async function followChanges(
  client: QueryClient,
  input: RouterInputs['events']['changes'],
  signal: AbortSignal,
): Promise<void> {
  const apply = changeCollector(client)
  // What happened during a silence is not replayed: everything shown is asked for again.
  const stopWatching = onConnectivity((state) => {
    if (state === 'online') void client.invalidateQueries()
  })
  signal.addEventListener('abort', stopWatching)
  let wasOpen = false
  const onStarted = () => {
    // A page is loaded a moment before it hears of changes. What is looked at closely must not miss one: a preview, just made.
    void client.invalidateQueries(wasOpen ? {} : { predicate: ({ queryKey }) => queryKey[1] === 'get' })
    wasOpen = true
  }
  const resources = [...watched.map(({ name }) => name), shareNews]
  while (!signal.aborted) {
    try {
      for await (const event of gw.events.changes({ ...input, resources }, { signal, onStarted })) apply(event)
    } catch (error) {
      // A refused socket is closed and opened again with newer credentials; a session that is over aborts the signal.
      if (!(error instanceof GroundworkError)) throw error
    }
    if (!signal.aborted) await pause(reopenMs)
  }
}

/** Gathers what arrives together, so that a thousand uploads do not become a thousand requests. */
function changeCollector(client: QueryClient): (event: DomainEvent) => void {
  const changed = new Map<ResourceName, Set<string>>()
  const outdated = new Set<ResourceName>()
  const versioned = new Set<string>()

  const refreshSoon = gathered(refreshMs, () => {
    for (const [name, ids] of changed) refresh(client, name, [...ids]).catch(reportBreaking)
    changed.clear()
    // A version that is named or deleted changes nothing in the file's own row.
    for (const id of versioned) void client.invalidateQueries({ queryKey: versionsKey(id) })
    versioned.clear()
  })
  const reloadSoon = gathered(reloadMs, () => {
    for (const name of outdated) void reloadLists(client, name)
    if (outdated.has('file')) void client.invalidateQueries({ queryKey: ['file', 'summary'] })
    outdated.clear()
  })

  const reloadShared = gathered(refreshMs, () => void client.invalidateQueries({ queryKey: ['fileShare'] }))

  return (event) => {
    const { resource, objectId, topic } = event
    if (resource === shareNews) return reloadShared()
    const name = watched.find((outline) => outline.name === resource)?.name
    if (!name) return
    tellEvent(event)
    const happened = topic.slice(topic.indexOf('.') + 1)
    if (happened === 'deleted') dropRows(client, name, new Set([objectId]), 'live')
    else if (happened === 'restored') dropRows(client, name, new Set([objectId]), 'trash')
    else changed.set(name, (changed.get(name) ?? new Set()).add(objectId))
    if (topic === 'file.versions') versioned.add(objectId)
    if (isNewOrGone(happened)) outdated.add(name)
    refreshSoon()
    reloadSoon()
  }
}

/** The work, done once a while after it was first asked for, however often that was. */
function gathered(milliseconds: number, work: () => void): () => void {
  let isDue = false
  return () => {
    if (isDue) return
    isDue = true
    window.setTimeout(() => {
      isDue = false
      work()
    }, milliseconds)
  }
}

/** These change which rows a list holds, not only what a row says. */
const isNewOrGone = (happened: string) =>
  ['created', 'stored', 'deleted', 'restored', 'purged', 'moved', ...wholesale].includes(happened)

/** What jobs tell of many rows at once. */
const wholesale = ['imported', 'importUndone', 'bulkChanged', 'bulkUndone']

const mostIds = 200

async function refresh(client: QueryClient, name: ResourceName, ids: readonly string[]): Promise<void> {
  for (let start = 0; start < ids.length; start += mostIds) {
    const some = ids.slice(start, start + mostIds)
    const filter: Filter = { field: 'id', op: 'in', value: some }
    const { rows } = await apiOf(name).list({ filter, limit: mostIds })
    putRows(client, name, rows)
    tellRows(name, rows as readonly RowNamed<typeof name>[])
  }
}

/** What no answer came to is asked for after the silence, with everything else. */
function reportBreaking(error: unknown): void {
  if (!(error instanceof GroundworkError && error.code === 'unreachable')) window.reportError(error)
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) =>
    window.setTimeout(resolve, connectivity() === 'online' ? milliseconds : milliseconds * 2),
  )
}

import type { ResourceName } from '@groundwork/domain'
import { useEffect } from 'react'
import type { RowNamed } from '../api/rows.ts'
import { onEvent } from './event-listeners.ts'
import { onRows } from './row-listeners.ts'

/** Gives each row that has just come to an end, and to which, by the news of it: `dataJob.completed`. `endings` and `tell` stay the same. */
export function useEndings<Name extends ResourceName>(
  name: Name,
  endings: ReadonlySet<string>,
  tell: (row: RowNamed<Name>, ending: string) => void,
): void {
  useEffect(() => {
    const ended = new Map<string, string>()
    const stopEvents = onEvent(({ resource, topic, objectId }) => {
      const happened = topic.slice(topic.indexOf('.') + 1)
      if (resource === name && endings.has(happened)) ended.set(objectId, happened)
    })
    const stopRows = onRows(name, (rows) => {
      for (const row of rows) {
        const ending = 'id' in row ? ended.get(String(row.id)) : undefined
        if (!('id' in row) || ending === undefined) continue
        ended.delete(String(row.id))
        tell(row, ending)
      }
    })
    return () => {
      stopEvents()
      stopRows()
    }
  }, [name, endings, tell])
}

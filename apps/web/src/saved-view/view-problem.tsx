import { type GroundworkError, toGroundworkError } from '@groundwork/client'
import { conditionsOf, type Filter } from '@groundwork/domain'
import { Button, Group } from '@mantine/core'
import { IconBookmarkOff } from '@tabler/icons-react'
import { spell } from '../resource/words.ts'
import { EmptyState } from '../ui/empty-state.tsx'
import styles from './saved-view.module.css'
import type { SavedView } from './view-search.ts'
import { words } from './words.ts'

interface ViewProblemProps {
  /** Missing where there is none of that id, or none any more. */
  readonly view: SavedView | undefined
  readonly error: unknown
  readonly plural: string
  /** Missing where the view is not the caller's to change. */
  readonly onRepair: (() => void) | undefined
  readonly onLeave: () => void
}

/** In the place of rows that a broken view would not have meant. */
export function ViewProblem({ view, error, plural, onRepair, onLeave }: ViewProblemProps) {
  const leave = (
    <Button variant="default" onClick={onLeave}>
      {words.leave(plural)}
    </Button>
  )
  const isThere = view !== undefined && toGroundworkError(error).code !== 'not_found'
  return (
    <div role="alert" className={styles.problem}>
      <EmptyState
        icon={IconBookmarkOff}
        tone="bad"
        title={isThere ? words.brokenTitle : words.missingTitle}
        hint={
          isThere ? (
            <>
              <p>{words.brokenHint(view.name)}</p>
              <p>{brokenParts(view, toGroundworkError(error)).join(' · ')}</p>
            </>
          ) : (
            words.missingHint
          )
        }
        action={
          <Group gap={8} justify="center">
            {isThere && onRepair && <Button onClick={onRepair}>{words.repair}</Button>}
            {leave}
          </Group>
        }
      />
    </div>
  )
}

export const isAboutView = (error: unknown): boolean =>
  Boolean(error) && Object.keys(toGroundworkError(error).errors).some((path) => path.startsWith('applyFilter'))

type Place = keyof typeof words.places

/** What of the view is at fault, by the paths that the server tells. */
function brokenParts(view: SavedView, { errors }: Pick<GroundworkError, 'errors'>): string[] {
  const parts = Object.keys(errors).flatMap((path) => {
    const [, place = '', ...rest] = path.split('.')
    if (!(place in words.places)) return []
    const field =
      place === 'filter'
        ? fieldAt(view.filter, rest)
        : String(place === 'groupBy' ? view.groupBy : view.ordering[Number(rest[0])])
    return [
      words.brokenField(spell(field.replace(/^-/, '').replace(/^customFields\./, '')), words.places[place as Place]),
    ]
  })
  return [...new Set(parts)]
}

/** The field of the condition that a path leads to: `and.1.not.field`. */
function fieldAt(filter: Filter | null, path: readonly string[]): string {
  const [head, ...rest] = path
  if (!filter || head === undefined) return ''
  if ('field' in filter) return filter.field
  if ('not' in filter) return fieldAt(filter.not, rest)
  const [index, ...further] = rest
  const parts = 'and' in filter ? filter.and : filter.or
  const found = parts[Number(index)]
  return found ? fieldAt(found, further) || (conditionsOf(found)[0]?.field ?? '') : ''
}

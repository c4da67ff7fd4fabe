import { type ResourceName, resourceNamed, resources } from '@groundwork/domain'
import { Button, Skeleton } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { queryOptions, useQueries } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { apiOf } from '../api/rows.ts'
import type { AnyRow, NamedResource } from '../resource/record-types.ts'
import { titleOf } from '../resource/references.ts'
import { ResourceForm } from '../resource/resource-form.tsx'
import { Value } from '../resource/value.tsx'
import { spell } from '../resource/words.ts'
import { useAbilities } from '../session/abilities.ts'
import { pluralTitle } from '../shell/resource-names.ts'
import { Problem } from '../ui/problem.tsx'
import { listLink } from './record-links.ts'
import { type RelatedList, relatedLists } from './related-lists.ts'
import styles from './related-tab.module.css'
import { words } from './words.ts'

const fewRows = 5

interface RelatedTabProps {
  readonly resource: NamedResource
  readonly id: string
  readonly organization: string | undefined
}

/** What points to the record: a few rows of each kind with the way to all of them. */
export function RelatedTab({ resource, id, organization }: RelatedTabProps) {
  const { can } = useAbilities()
  const lists = relatedLists(resource.name, resources).filter(({ resource: other }) =>
    can('view', resourceNamed(other)),
  )
  const answers = useQueries({ queries: lists.map((list) => relatedQuery(list, id)) })
  const failed = answers.find(({ error }) => error)
  const shown = lists.flatMap((list, place) => {
    const page = answers[place]?.data
    return page?.rows.length ? [{ list, page }] : []
  })
  const addable = lists.filter(
    (list) => can('add', resourceNamed(list.resource), organization) && isOwnPlace(resource, list),
  )

  if (answers.some(({ isPending }) => isPending)) return <Skeleton height={160} aria-label={words.relatedLoading} />
  if (failed && !shown.length) return <Problem error={failed.error} onRetry={() => void failed.refetch()} />
  return (
    <div className={styles.lists}>
      {shown.length === 0 && <p className={styles.none}>{words.relatedNone}</p>}
      {shown.map(({ list, page }) => (
        <RelatedRows
          key={`${list.resource}.${list.field}`}
          list={list}
          id={id}
          rows={page.rows as unknown as readonly AnyRow[]}
          count={page.count ?? page.rows.length}
          isExact={page.isCountExact !== false}
        />
      ))}
      <div className={styles.add}>
        {addable.map((list) => (
          <AddRelated key={`${list.resource}.${list.field}`} list={list} id={id} organization={organization} />
        ))}
      </div>
    </div>
  )
}

/** Under a warehouse its places are added, under a category its products; an organization is chosen, not filled from here. */
const isOwnPlace = ({ name }: NamedResource, { resource, field }: RelatedList): boolean => {
  const { fields, scope } = resourceNamed(resource)
  return (
    name !== 'organization' && scope.kind === 'organization' && fields[field]?.write !== 'never' && resource !== 'file'
  )
}

const relatedQuery = ({ resource, field }: RelatedList, id: string) =>
  queryOptions({
    queryKey: [resource, 'related', field, id] as const,
    queryFn: ({ signal }) =>
      apiOf(resource as ResourceName).list(
        {
          filter: { field, op: 'eq', value: id },
          orderBy: [resourceNamed(resource).defaultOrder],
          limit: fewRows,
          withCount: true,
        },
        { signal },
      ),
  })

interface RelatedRowsProps {
  readonly list: RelatedList
  readonly id: string
  readonly rows: readonly AnyRow[]
  readonly count: number
  readonly isExact: boolean
}

function RelatedRows({ list, id, rows, count, isExact }: RelatedRowsProps) {
  const other = resourceNamed(list.resource)
  const all = listLink(other.name, list.field, id)
  const heading = list.isOnly ? pluralTitle(other) : `${pluralTitle(other)} ${words.by(spell(list.field))}`
  return (
    <section className={styles.list} aria-label={heading}>
      <h3 className={styles.heading}>
        {heading} <span className={`${styles.count} tabular`}>{words.count(count, isExact)}</span>
      </h3>
      <ul className={styles.rows}>
        {rows.map((row) => {
          const key = String(row[other.key])
          const title = titleOf(other.name, row) || key
          const link = listLink(other.name, list.field, id, key)
          return (
            <li key={key} className={styles.row}>
              {link ? (
                <Link {...link} className={styles.link ?? ''}>
                  {title}
                </Link>
              ) : (
                <span className="truncate">{title}</span>
              )}
              <span className={styles.aside}>
                {other.fields.status && <Value resource={other} name="status" value={row.status} />}
              </span>
            </li>
          )
        })}
      </ul>
      {all && count > rows.length && (
        <Link {...all} className={styles.all ?? ''}>
          {words.showAll(count)}
        </Link>
      )}
    </section>
  )
}

function AddRelated({ list, id, organization }: { list: RelatedList; id: string; organization: string | undefined }) {
  const [isOpen, setIsOpen] = useState(false)
  const other = resourceNamed(list.resource) as NamedResource
  return (
    <>
      <Button size="compact-sm" variant="default" leftSection={<IconPlus size={14} />} onClick={() => setIsOpen(true)}>
        {words.addRelated(other.label)}
        {!list.isOnly && ` ${words.by(spell(list.field))}`}
      </Button>
      {isOpen && (
        <ResourceForm
          resource={other}
          row={null}
          initial={{ [list.field]: id, ...(organization && { organization }) }}
          mayChange
          onClose={() => setIsOpen(false)}
        />
      )}
    </>
  )
}

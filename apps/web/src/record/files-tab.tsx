import { Document } from '@groundwork/domain'
import { Button, Skeleton } from '@mantine/core'
import { IconPlus, IconUpload } from '@tabler/icons-react'
import { type UseInfiniteQueryResult, useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { type DragEvent, useState } from 'react'
import { type RowNamed, rowsQuery } from '../api/rows.ts'
import type { AnyRow, NamedResource } from '../resource/record-types.ts'
import { ResourceForm } from '../resource/resource-form.tsx'
import { StatusBadge } from '../resource/status-badge.tsx'
import { governed, useAbilities } from '../session/abilities.ts'
import { Problem } from '../ui/problem.tsx'
import { type AttachedTo, offerFiles } from '../upload/offer-files.ts'
import { pickFilesFor } from '../upload/pick-files.ts'
import { readDropped } from '../upload/read-dropped.ts'
import { FileLine } from './file-line.tsx'
import styles from './files-tab.module.css'
import { recordLink } from './record-links.ts'
import { words } from './words.ts'

interface FilesTabProps {
  readonly resource: NamedResource
  readonly id: string
  readonly organization: string
}

/** The files and documents of a record; what is dropped here is added to it. */
export function FilesTab({ resource, id, organization }: FilesTabProps) {
  const { can } = useAbilities()
  const [isAttaching, setIsAttaching] = useState(false)
  const to: AttachedTo = { organization, entityType: resource.name, entityId: id }
  const attached = {
    filter: {
      and: [
        { field: 'entityType', op: 'eq', value: resource.name },
        { field: 'entityId', op: 'eq', value: id },
      ],
    },
    orderBy: ['-createdAt'],
  } as const
  const files = useInfiniteQuery({ ...rowsQuery('file', attached), enabled: can('view', governed.file) })
  const documents = useInfiniteQuery({ ...rowsQuery('document', attached), enabled: can('view', Document) })
  const mayUpload = can('add', governed.file, organization)

  function drop(event: DragEvent): void {
    if (!mayUpload || !event.dataTransfer.types.includes('Files')) return
    event.preventDefault()
    // Otherwise the page would take them as files of nobody.
    event.nativeEvent.stopPropagation()
    offerFiles(readDropped(event.dataTransfer), to)
  }

  return (
    <div className={styles.parts}>
      <section aria-label={words.files} onDrop={drop}>
        <div className={styles.head}>
          <h3 className={styles.heading}>{words.files}</h3>
          {mayUpload && (
            <Button
              size="compact-sm"
              variant="default"
              leftSection={<IconUpload size={14} />}
              onClick={() => pickFilesFor(to)}
            >
              {words.upload}
            </Button>
          )}
        </div>
        <Listed query={files} none={`${words.filesNone} ${words.filesHint}`}>
          {(rows) => rows.map((file) => <FileLine key={file.id} file={file} />)}
        </Listed>
      </section>
      {can('view', Document) && (
        <section aria-label={words.documents}>
          <div className={styles.head}>
            <h3 className={styles.heading}>{words.documents}</h3>
            {can('add', Document, organization) && (
              <Button
                size="compact-sm"
                variant="default"
                leftSection={<IconPlus size={14} />}
                onClick={() => setIsAttaching(true)}
              >
                {words.addDocument}
              </Button>
            )}
          </div>
          <Listed query={documents} none={words.documentsNone}>
            {(rows) => rows.map((document) => <DocumentLine key={document.id} document={document} />)}
          </Listed>
        </section>
      )}
      {isAttaching && (
        <ResourceForm
          resource={Document}
          row={null}
          initial={{ ...to }}
          mayChange
          onClose={() => setIsAttaching(false)}
        />
      )}
    </div>
  )
}

interface ListedProps<Row> {
  readonly query: UseInfiniteQueryResult<{ readonly pages: readonly { readonly rows: readonly Row[] }[] }>
  readonly none: string
  readonly children: (rows: readonly Row[]) => React.ReactNode
}

function Listed<Row>({ query, none, children }: ListedProps<Row>) {
  if (query.isLoading) return <Skeleton height={72} />
  if (query.error) return <Problem error={query.error} onRetry={() => void query.refetch()} />
  const rows = query.data?.pages.flatMap((page) => page.rows) ?? []
  if (!rows.length) return <p className={styles.none}>{none}</p>
  return <ul className={styles.rows}>{children(rows)}</ul>
}

function DocumentLine({ document }: { document: RowNamed<'document'> }) {
  const link = recordLink('document', document.id)
  return (
    <li className={styles.row}>
      <div className={styles.text}>
        {link ? (
          <Link {...link} className={styles.link ?? ''}>
            {document.title}
          </Link>
        ) : (
          document.title
        )}
        <span className={styles.second}>
          {words.edition(document.versionNumber)} · {(document as unknown as AnyRow).fileName as string}
        </span>
      </div>
      <span className={styles.second}>
        <StatusBadge slug={document.status} />
      </span>
    </li>
  )
}

import { IconArrowUp } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useEffect, useEffectEvent, useRef } from 'react'
import { IconButton } from '../ui/icon-button.tsx'
import styles from './breadcrumb.module.css'
import { dropEntries } from './drag-entries.ts'
import type { Entry } from './entry.ts'
import { noFilters } from './file-search.ts'
import { pathQuery } from './folder-queries.ts'
import { words } from './words.ts'

interface BreadcrumbProps {
  readonly folder: string
  readonly onUp: () => void
  readonly onDrop: (entries: readonly Entry[], folder: string | null, placeName: string) => void
}

/** The way from the top to the open folder. Each step is a link, and takes what is dropped on it. */
export function Breadcrumb({ folder, onUp, onDrop }: BreadcrumbProps) {
  const { data: path = [] } = useQuery(pathQuery(folder))
  const above = path.slice(0, -1)
  const organization = path[0]?.organization
  const steps = [{ id: null, name: words.top }, ...above.map(({ id, name }) => ({ id, name }))]
  return (
    <nav className={styles.path} aria-label={words.path}>
      <IconButton label={words.up} hotkey="⌫" size={24} onClick={onUp}>
        <IconArrowUp size={16} />
      </IconButton>
      <ol className={styles.steps}>
        {steps.map(({ id, name }) => (
          <Step
            key={id ?? 'top'}
            folder={id}
            name={name}
            organization={organization}
            onDrop={(entries) => onDrop(entries, id, name)}
          />
        ))}
      </ol>
    </nav>
  )
}

interface StepProps {
  readonly folder: string | null
  readonly name: string
  readonly organization: string | undefined
  readonly onDrop: (entries: readonly Entry[]) => void
}

function Step({ folder, name, organization, onDrop }: StepProps) {
  const place = useRef<HTMLLIElement>(null)
  const drop = useEffectEvent(onDrop)
  useEffect(() => {
    if (!place.current) return undefined
    return dropEntries(place.current, { organization, folder, onDrop: (entries) => drop(entries) })
  }, [organization, folder])
  return (
    <li ref={place} className={styles.step}>
      <Link
        to="."
        search={(before) => ({ ...before, ...noFilters, open: undefined, folder: folder ?? undefined })}
        className={styles.link ?? ''}
        draggable={false}
      >
        {name}
      </Link>
    </li>
  )
}

import { Select } from '@mantine/core'
import { Link, useNavigate } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { referenceKinds } from '../shell/navigation.ts'
import { iconOf } from '../shell/resource-icons.ts'
import { pluralTitle } from '../shell/resource-names.ts'
import styles from './reference-page.module.css'
import { words } from './words.ts'

/** All kinds of reference data beside each other: a list of them, and the one that is chosen. */
export function ReferencePage({ current, children }: { current: string; children: ReactNode }) {
  const navigate = useNavigate()
  return (
    <div className={styles.page}>
      <nav className={styles.kinds} aria-label={words.kinds}>
        <h2 className={styles.heading}>{words.title}</h2>
        <ul>
          {referenceKinds.map((kind) => {
            const Icon = iconOf(kind.name)
            return (
              <li key={kind.name}>
                <Link
                  to="/$plural"
                  params={{ plural: kind.plural }}
                  className={styles.kind}
                  aria-current={kind.plural === current ? 'page' : undefined}
                >
                  <Icon size={16} stroke={1.6} aria-hidden />
                  <span>{pluralTitle(kind)}</span>
                </Link>
              </li>
            )
          })}
        </ul>
      </nav>
      <div className={styles.choice}>
        <Select
          aria-label={words.kinds}
          data={referenceKinds.map((kind) => ({ value: kind.plural, label: pluralTitle(kind) }))}
          value={current}
          allowDeselect={false}
          onChange={(plural) => plural && void navigate({ to: '/$plural', params: { plural } })}
        />
      </div>
      <div className={styles.records}>{children}</div>
    </div>
  )
}

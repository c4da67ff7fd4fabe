import { SegmentedControl } from '@mantine/core'
import { useState } from 'react'
import { formatBytes, formatNumber } from '../../ui/format.ts'
import styles from './quota.module.css'
import type { StorageQuota } from './storage-quota-query.ts'
import { words } from './words.ts'

type Parts = NonNullable<StorageQuota['breakdown']>

interface Line {
  readonly key: string
  readonly name: string
  readonly bytes: number
  readonly count: number
}

/** Each way to look at it, as lines alike. */
const ways = {
  kind: ({ byKind }: Parts) => byKind.map(({ kind, ...part }) => ({ key: kind, name: words.kinds[kind], ...part })),
  folder: ({ byFolder }: Parts) =>
    byFolder.map(({ folder, name, ...part }) => ({ key: folder ?? '', name: name ?? words.top, ...part })),
  owner: ({ byOwner }: Parts) =>
    byOwner.map(({ user, username, ...part }) => ({ key: user ?? '', name: username ?? words.nobody, ...part })),
} satisfies Record<string, (parts: Parts) => readonly Line[]>

type Way = keyof typeof ways

/** What the space is used for: by kind, by folder, or by person; the largest first. */
export function Breakdown({ breakdown }: { breakdown: Parts }) {
  const [way, setWay] = useState<Way>('kind')
  const lines: Line[] = ways[way](breakdown).toSorted((one, other) => other.bytes - one.bytes)
  const most = Math.max(1, ...lines.map(({ bytes }) => bytes))
  return (
    <>
      <SegmentedControl
        size="xs"
        aria-label={words.by}
        value={way}
        onChange={(value) => setWay(value as Way)}
        data={[
          { value: 'kind', label: words.byKind },
          { value: 'folder', label: words.byFolder },
          { value: 'owner', label: words.byOwner },
        ]}
      />
      {lines.length === 0 ? (
        <p className={styles.soft}>{words.nothing}</p>
      ) : (
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">{words.name}</th>
              <th scope="col" className={styles.number}>
                {words.count}
              </th>
              <th scope="col" className={styles.number}>
                {words.size}
              </th>
            </tr>
          </thead>
          <tbody>
            {lines.map(({ key, name, bytes, count }) => (
              <tr key={key}>
                <th scope="row" className={styles.name} title={name}>
                  {name}
                  <span className={styles.share} style={{ width: `${(100 * bytes) / most}%` }} />
                </th>
                <td className={`${styles.number} tabular`}>{formatNumber(count)}</td>
                <td className={`${styles.number} tabular`}>{formatBytes(bytes)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </>
  )
}

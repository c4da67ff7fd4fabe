import { SegmentedControl, Skeleton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { Problem } from '../../ui/problem.tsx'
import type { Compared } from './compare-dialog.tsx'
import { type VersionRow, versionBytesQuery } from './version-queries.ts'
import styles from './versions.module.css'
import { words } from './words.ts'

type Way = 'side' | 'swipe'

/** Two pictures beside each other, or one over the other with an edge to draw across. */
export function ImageCompare({ file, older, newer }: Compared) {
  const [way, setWay] = useState<Way>('side')
  const [edge, setEdge] = useState(50)
  const one = usePicture(file.id, older)
  const other = usePicture(file.id, newer)
  const error = one.error ?? other.error
  if (error) return <Problem error={error} />
  if (!one.url || !other.url) return <Skeleton height={320} />

  const label = ({ number, isCurrent }: VersionRow) => words.versionAt(number, isCurrent)
  return (
    <>
      <SegmentedControl
        mb="sm"
        size="xs"
        aria-label={words.way}
        value={way}
        onChange={(value) => setWay(value as Way)}
        data={[
          { value: 'side', label: words.sideBySide },
          { value: 'swipe', label: words.swipe },
        ]}
      />
      {way === 'side' ? (
        <div className={styles.pair}>
          <figure>
            <figcaption>{label(older)}</figcaption>
            <img src={one.url} alt={label(older)} />
          </figure>
          <figure>
            <figcaption>{label(newer)}</figcaption>
            <img src={other.url} alt={label(newer)} />
          </figure>
        </div>
      ) : (
        <>
          <div className={styles.labels}>
            <span>{label(older)}</span>
            <span>{label(newer)}</span>
          </div>
          <div className={styles.swipe}>
            <img src={other.url} alt={label(newer)} />
            <div className={styles.over} style={{ clipPath: `inset(0 ${100 - edge}% 0 0)` }}>
              <img src={one.url} alt={label(older)} style={{ height: '100%' }} />
            </div>
            <div className={styles.edge} style={{ left: `${edge}%` }} />
          </div>
          <input
            type="range"
            className={styles.divider}
            aria-label={words.divider}
            min={0}
            max={100}
            value={edge}
            onChange={({ currentTarget }) => setEdge(Number(currentTarget.value))}
          />
        </>
      )}
    </>
  )
}

function usePicture(file: string, { number }: VersionRow) {
  const { data, error } = useQuery(versionBytesQuery(file, number))
  const [url, setUrl] = useState<string | null>(null)
  useEffect(() => {
    if (!data) return
    const made = URL.createObjectURL(data)
    setUrl(made)
    return () => URL.revokeObjectURL(made)
  }, [data])
  return { url, error }
}

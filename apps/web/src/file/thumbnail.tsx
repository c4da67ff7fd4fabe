import { useEffect, useState } from 'react'
import { FileIcon } from './file-icon.tsx'
import type { FileRow } from './file-queries.ts'
import styles from './thumbnail.module.css'
import { thumbnailUrl } from './thumbnails.ts'

export type Pictured = Pick<FileRow, 'id' | 'kind' | 'thumbnailUrl'>

/** The file's picture in a box that is there before the picture is. Rows out of view do not exist, so nothing is fetched for them. */
export function Thumbnail({ file, size }: { file: Pictured; size: 'row' | 'card' }) {
  const [url, setUrl] = useState<string | null>(null)
  const { id, kind } = file
  const hasThumbnail = file.thumbnailUrl !== null

  useEffect(() => {
    if (!hasThumbnail) return
    let isShown = true
    // Without a picture the icon stays.
    thumbnailUrl(id).then(
      (made) => isShown && setUrl(made),
      () => undefined,
    )
    return () => {
      isShown = false
      setUrl(null)
    }
  }, [id, hasThumbnail])

  return (
    <span className={styles.box} data-size={size}>
      {url ? (
        <img src={url} alt="" className={styles.picture} decoding="async" draggable={false} />
      ) : (
        <FileIcon kind={kind} size={size === 'row' ? 18 : 36} />
      )}
    </span>
  )
}

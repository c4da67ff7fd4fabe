import { clientSource, useObjectUrl } from '@groundwork/react/preview'
import { useMemo } from 'react'
import { gw } from '../api/client.ts'
import styles from './details-pane.module.css'
import { FileIcon } from './file-icon.tsx'
import type { FileRow } from './file-queries.ts'

/** The whole picture, small, in a box that is there before it is. */
export function FilePicture({ file }: { file: FileRow }) {
  return (
    <span className={styles.box}>
      {file.thumbnailUrl ? <Optimised file={file} /> : <FileIcon kind={file.kind} size={48} />}
    </span>
  )
}

function Optimised({ file }: { file: FileRow }) {
  const source = useMemo(() => clientSource(gw, file), [file])
  const { url } = useObjectUrl(file, source, 'optimised')
  return url ? <img src={url} alt="" /> : null
}

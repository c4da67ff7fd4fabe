import styles from './details-pane.module.css'
import { FileIcon } from './file-icon.tsx'
import type { FileRow } from './file-queries.ts'
import { useObjectUrl } from './preview/use-bytes.ts'

/** The whole picture, small, in a box that is there before it is. */
export function FilePicture({ file }: { file: FileRow }) {
  return (
    <span className={styles.box}>
      {file.thumbnailUrl ? <Optimised file={file} /> : <FileIcon kind={file.kind} size={48} />}
    </span>
  )
}

function Optimised({ file }: { file: FileRow }) {
  const { url } = useObjectUrl(file.id, 'optimised')
  return url ? <img src={url} alt="" /> : null
}

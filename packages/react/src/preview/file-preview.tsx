import type { FileRow } from '@groundwork/client'
import { useMemo } from 'react'
import { useGroundwork } from '../groundwork-provider.tsx'
import { words } from '../words.ts'
import { clientSource } from './client-source.ts'
import styles from './file-preview.module.css'
import { PreviewContent } from './preview-content.tsx'
import { PreviewNote } from './preview-note.tsx'

/** One file, in as much room as it is given; or why it cannot be shown. */
export function FilePreview({ file }: { file: FileRow }) {
  const { client } = useGroundwork()
  const source = useMemo(() => clientSource(client, file), [client, file])
  return (
    <div className={styles.stage}>
      {file.status === 'available' ? (
        <PreviewContent file={file} source={source} />
      ) : (
        <PreviewNote title={words.notServable} hint={file.statusReason ?? words.states[file.status]} />
      )}
    </div>
  )
}

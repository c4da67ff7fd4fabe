import { useState } from 'react'
import { type Entry, fileEntry } from '../entry.ts'
import { useFileActions } from '../file-actions.ts'
import { PreviewDoor } from '../preview/preview-door.tsx'
import { useFileView } from '../use-file-view.ts'
import { ShareDoor } from './share-door.tsx'

/** The file in the address, for somebody whose role opens no list of files: it may be shared with them alone. */
export function SharedPreview() {
  const { search, change } = useFileView()
  const actions = useFileActions()
  const [sharing, setSharing] = useState<Entry | null>(null)
  const show = (preview: string | undefined) => void change({ preview })
  return (
    <>
      {search.preview && (
        <PreviewDoor
          id={search.preview}
          rows={[]}
          onShow={show}
          onClose={() => show(undefined)}
          onShare={(row) => setSharing(fileEntry(row))}
          onDownload={(row) => void actions.download([row])}
        />
      )}
      <ShareDoor entry={sharing} onClose={() => setSharing(null)} />
    </>
  )
}

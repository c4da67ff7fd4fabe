import { IconUpload } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import styles from './drop-zone.module.css'
import { offerFiles, offerOf } from './offer-files.ts'
import { readDropped } from './read-dropped.ts'
import { words } from './words.ts'

/** Takes files dropped or pasted anywhere on the page, and shows where they would go while they hover. */
export function DropZone({ organizationName }: { organizationName: string }) {
  const isOver = useFileDrop()
  if (!isOver) return null
  return (
    <div className={styles.zone} aria-hidden>
      <div className={styles.card}>
        <IconUpload size={28} stroke={1.5} />
        <strong>{words.dropTitle}</strong>
        <span>{words.dropHint(organizationName)}</span>
      </div>
    </div>
  )
}

const hasFiles = (transfer: DataTransfer | null): transfer is DataTransfer => transfer?.types.includes('Files') === true

/** True while files hover over the page. */
function useFileDrop(): boolean {
  const [isOver, setIsOver] = useState(false)
  useEffect(() => {
    // Entering a child comes before leaving its parent, so the two are counted against each other.
    let depth = 0
    const show = (change: number) => {
      depth = Math.max(0, depth + change)
      setIsOver(depth > 0)
    }
    const ended = new AbortController()
    const on = <Name extends keyof WindowEventMap>(name: Name, handle: (event: WindowEventMap[Name]) => void) =>
      window.addEventListener(name, handle, { signal: ended.signal })

    on('dragenter', ({ dataTransfer }) => hasFiles(dataTransfer) && show(1))
    on('dragleave', ({ dataTransfer }) => hasFiles(dataTransfer) && show(-1))
    on('dragover', (event) => {
      if (!hasFiles(event.dataTransfer)) return
      event.preventDefault()
      event.dataTransfer.dropEffect = 'copy'
    })
    on('drop', (event) => {
      show(-depth)
      if (!hasFiles(event.dataTransfer)) return
      event.preventDefault()
      offerFiles(readDropped(event.dataTransfer))
    })
    on('paste', (event) => {
      const files = event.clipboardData?.files
      if (!files?.length) return
      event.preventDefault()
      offerFiles(offerOf(files))
    })
    return () => ended.abort()
  }, [])
  return isOver
}

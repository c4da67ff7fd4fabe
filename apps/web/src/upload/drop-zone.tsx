import { IconUpload } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import styles from './drop-zone.module.css'
import { offerFiles, offerOf } from './offer-files.ts'
import { readDropped } from './read-dropped.ts'
import { words } from './words.ts'

/** Takes files dropped or pasted anywhere on the page, and shows where they would go while they hover. */
export function DropZone({ target }: { target: string }) {
  const isOver = useFileDrop()
  if (!isOver) return null
  return (
    <div className={styles.zone} aria-hidden>
      <div className={styles.card}>
        <IconUpload size={28} stroke={1.5} />
        <strong>{words.dropTitle}</strong>
        <span>{words.dropHint(target)}</span>
      </div>
    </div>
  )
}

const hasFiles = (transfer: DataTransfer | null): transfer is DataTransfer => transfer?.types.includes('Files') === true

/** While files hover, the browser says so several times a second; this long after the last time they are gone. */
const forgetMs = 600

/** True while files hover over the page. */
function useFileDrop(): boolean {
  const [isOver, setIsOver] = useState(false)
  useEffect(() => {
    const ended = new AbortController()
    const on = <Name extends keyof WindowEventMap>(name: Name, handle: (event: WindowEventMap[Name]) => void) =>
      window.addEventListener(name, handle, { signal: ended.signal })
    let timer = 0
    const hide = () => {
      window.clearTimeout(timer)
      setIsOver(false)
    }

    on('dragover', (event) => {
      if (!hasFiles(event.dataTransfer)) return
      event.preventDefault()
      event.dataTransfer.dropEffect = 'copy'
      setIsOver(true)
      window.clearTimeout(timer)
      timer = window.setTimeout(hide, forgetMs)
    })
    on('drop', (event) => {
      hide()
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
    return () => {
      ended.abort()
      hide()
    }
  }, [])
  return isOver
}

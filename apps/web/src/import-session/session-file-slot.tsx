import { useIsTouch } from '@groundwork/react/parts'
import { Button } from '@mantine/core'
import { IconUpload, IconX } from '@tabler/icons-react'
import { type DragEvent, useId, useState } from 'react'
import { FileIcon, kindOfName } from '../file/file-icon.tsx'
import { formatBytes } from '../ui/format.ts'
import { IconButton } from '../ui/icon-button.tsx'
import { pickOne } from '../upload/pick-files.ts'
import styles from './session.module.css'
import { words } from './words.ts'

interface SessionFileSlotProps {
  readonly label: string
  readonly file: File | null
  readonly refusal: string | null
  readonly isDisabled: boolean
  readonly onChange: (file: File | null) => void
}

/** The place of one file: picked, or dropped right here. */
export function SessionFileSlot({ label, file, refusal, isDisabled, onChange }: SessionFileSlotProps) {
  const [isOver, setIsOver] = useState(false)
  const id = useId()
  const isTouch = useIsTouch()

  /** The page would take it otherwise, and would not know which of the two it is. */
  function keep(event: DragEvent): boolean {
    if (isDisabled || !event.dataTransfer.types.includes('Files')) return false
    event.preventDefault()
    event.nativeEvent.stopPropagation()
    return true
  }

  return (
    <section
      aria-labelledby={id}
      className={styles.slot}
      data-over={isOver || undefined}
      data-bad={refusal !== null || undefined}
      onDragOver={(event) => setIsOver(keep(event))}
      onDragLeave={() => setIsOver(false)}
      onDrop={(event) => {
        setIsOver(false)
        const [dropped] = event.dataTransfer.files
        if (keep(event) && dropped) onChange(dropped)
      }}
    >
      <span id={id} className={styles.slotLabel}>
        {label}
      </span>
      {file && (
        <span className={styles.chosen}>
          <FileIcon kind={kindOfName(file.name)} size={18} />
          <span className={styles.chosenName}>{file.name}</span>
          <span className={`${styles.soft} tabular`}>{formatBytes(file.size)}</span>
          <IconButton size={24} label={words.remove(file.name)} disabled={isDisabled} onClick={() => onChange(null)}>
            <IconX size={14} />
          </IconButton>
        </span>
      )}
      {refusal && (
        <span role="alert" className={styles.bad}>
          {refusal}
        </span>
      )}
      <span className={styles.slotRow}>
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<IconUpload size={14} />}
          disabled={isDisabled}
          aria-label={`${label}: ${file ? words.chooseOther : words.choose}`}
          onClick={() => pickOne(onChange)}
        >
          {file ? words.chooseOther : words.choose}
        </Button>
        {!file && !isTouch && <span className={styles.soft}>{words.drop}</span>}
      </span>
    </section>
  )
}

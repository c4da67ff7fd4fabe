import type { ResourceName } from '@groundwork/domain'
import { Button } from '@mantine/core'
import { IconHistory } from '@tabler/icons-react'
import { useState } from 'react'
import styles from './history-section.module.css'
import { RecordHistory } from './record-history.tsx'
import { words } from './words.ts'

interface HistorySectionProps {
  readonly resource: ResourceName
  readonly id: string
  readonly mayChange: boolean
  readonly onRestored?: () => void
}

/** Asked for only when somebody opens it: most look at the record alone. */
export function HistorySection(props: HistorySectionProps) {
  const [isOpen, setIsOpen] = useState(false)
  return (
    <section>
      <Button
        size="compact-sm"
        variant="default"
        leftSection={<IconHistory size={16} />}
        aria-expanded={isOpen}
        onClick={() => setIsOpen(!isOpen)}
      >
        {words.history}
      </Button>
      {isOpen && (
        <div className={styles.history}>
          <RecordHistory {...props} />
        </div>
      )}
    </section>
  )
}

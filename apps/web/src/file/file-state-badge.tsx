import type { FileState } from '@groundwork/domain'
import {
  type Icon,
  IconAlertCircle,
  IconCircleCheck,
  IconClock,
  IconFileBroken,
  IconHelpCircle,
  IconPhotoCog,
  IconShieldSearch,
  IconShieldX,
  IconTrash,
  IconUpload,
} from '@tabler/icons-react'
import styles from './file-state-badge.module.css'
import { words } from './words.ts'

type Tone = 'good' | 'busy' | 'warn' | 'bad'

/** Besides the states of the row: a file can be opened, and its picture is still being made. */
type Shown = FileState | 'processing'

const looks: Record<Shown, readonly [Tone, Icon]> = {
  pending: ['busy', IconUpload],
  receiving: ['busy', IconUpload],
  stored: ['busy', IconClock],
  scanning: ['busy', IconShieldSearch],
  available: ['good', IconCircleCheck],
  quarantined: ['bad', IconShieldX],
  unscannable: ['warn', IconHelpCircle],
  failed: ['bad', IconAlertCircle],
  damaged: ['bad', IconFileBroken],
  purged: ['bad', IconTrash],
  processing: ['busy', IconPhotoCog],
}

/** A state is a colour, a word and an icon: never a colour alone. */
export function FileStateBadge({ status, reason }: { status: Shown; reason?: string | null }) {
  const [tone, Icon] = looks[status]
  return (
    <span
      className={styles.badge}
      data-tone={tone}
      data-quiet={status === 'available' || undefined}
      title={reason ?? undefined}
    >
      <Icon size={14} stroke={2} aria-hidden />
      {status === 'processing' ? words.processing : words.states[status]}
    </span>
  )
}

import type { FileState } from '@groundwork/domain'
import {
  type Icon,
  IconAlertCircle,
  IconCircleCheck,
  IconClock,
  IconHelpCircle,
  IconShieldSearch,
  IconShieldX,
  IconTrash,
  IconUpload,
} from '@tabler/icons-react'
import styles from './file-state-badge.module.css'
import { words } from './words.ts'

type Tone = 'good' | 'busy' | 'warn' | 'bad'

const looks: Record<FileState, readonly [Tone, Icon]> = {
  pending: ['busy', IconUpload],
  receiving: ['busy', IconUpload],
  stored: ['busy', IconClock],
  scanning: ['busy', IconShieldSearch],
  available: ['good', IconCircleCheck],
  quarantined: ['bad', IconShieldX],
  unscannable: ['warn', IconHelpCircle],
  failed: ['bad', IconAlertCircle],
  purged: ['bad', IconTrash],
}

/** A state is a colour, a word and an icon: never a colour alone. */
export function FileStateBadge({ status, reason }: { status: FileState; reason?: string | null }) {
  const [tone, Icon] = looks[status]
  return (
    <span
      className={styles.badge}
      data-tone={tone}
      data-quiet={status === 'available' || undefined}
      title={reason ?? undefined}
    >
      <Icon size={14} stroke={2} aria-hidden />
      {words.states[status]}
    </span>
  )
}

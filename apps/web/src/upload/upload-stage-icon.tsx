import {
  type Icon,
  IconAlertCircle,
  IconBan,
  IconCircleCheck,
  IconHelpCircle,
  IconLoader2,
  IconPlugConnectedX,
  IconShieldSearch,
  IconShieldX,
} from '@tabler/icons-react'
import type { UploadStage } from './upload-item.ts'
import styles from './upload-tray.module.css'

const icons: Record<UploadStage, Icon | null> = {
  waiting: null,
  sending: IconLoader2,
  paused: null,
  interrupted: IconPlugConnectedX,
  checking: IconShieldSearch,
  available: IconCircleCheck,
  refused: IconShieldX,
  unscannable: IconHelpCircle,
  failed: IconAlertCircle,
  cancelled: IconBan,
}

/** Beside the word, never instead of it. */
export function UploadStageIcon({ stage }: { stage: UploadStage }) {
  const Icon = icons[stage]
  return Icon && <Icon size={18} stroke={1.6} aria-hidden className={styles.icon} />
}

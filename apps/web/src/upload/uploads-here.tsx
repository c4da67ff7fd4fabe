import { Progress } from '@mantine/core'
import { FileIcon, kindOfName } from '../file/file-icon.tsx'
import { formatBytes } from '../ui/format.ts'
import type { UploadItem } from './upload-item.ts'
import { useUploads } from './uploads.ts'
import styles from './uploads-here.module.css'
import { words } from './words.ts'

interface UploadsHereProps {
  readonly organization: string | undefined
  /** The open folder; null is the top. */
  readonly folder: string | null
}

/** So many lines say enough: the tray has them all. */
const mostShown = 3

/** What is on its way to the open folder, where its row will be. */
export function UploadsHere({ organization, folder }: UploadsHereProps) {
  const { items } = useUploads()
  const coming = items.filter((item) => isComing(item) && isFor(item, organization, folder))
  if (!coming.length) return null
  const others = coming.length - mostShown
  return (
    <ul className={styles.list} aria-label={words.uploadingHere}>
      {coming.slice(0, mostShown).map(({ id, name, sent, bytes, stage }) => (
        <li key={id} className={styles.row}>
          <FileIcon kind={kindOfName(name)} size={18} />
          <span className={styles.name} title={name}>
            {name}
          </span>
          <span className={styles.state}>{words.stage[stage]}</span>
          <Progress className={styles.bar ?? ''} size={4} value={(sent / Math.max(1, bytes)) * 100} aria-label={name} />
          <span className={styles.size}>{`${formatBytes(sent)} / ${formatBytes(bytes)}`}</span>
        </li>
      ))}
      {others > 0 && <li className={styles.others}>{words.others(others)}</li>}
    </ul>
  )
}

const isComing = ({ stage }: UploadItem) => stage === 'sending' || stage === 'waiting' || stage === 'paused'

const isFor = (item: UploadItem, organization: string | undefined, folder: string | null) =>
  item.folder === folder && !item.attachedTo && (organization === undefined || item.organization === organization)

import { Button, Progress } from '@mantine/core'
import { FileIcon, kindOfName } from '../file/file-icon.tsx'
import { formatBytes } from '../ui/format.ts'
import { toast } from '../ui/toast.tsx'
import { pickOne } from './pick-files.ts'
import { needsFile, type UploadItem } from './upload-item.ts'
import { UploadLineActions } from './upload-line-actions.tsx'
import { UploadStageIcon } from './upload-stage-icon.tsx'
import styles from './upload-tray.module.css'
import { uploads } from './uploads.ts'
import { words } from './words.ts'

/** One file of the tray: how far it is, how it fares, what can be done about it. */
export function UploadLine({ item }: { item: UploadItem }) {
  const { name, path, bytes, sent, stage } = item
  const isUnderWay = stage === 'sending' || ((stage === 'waiting' || stage === 'paused' || needsFile(item)) && sent > 0)
  return (
    <div className={styles.line} data-stage={stage}>
      <FileIcon kind={kindOfName(name)} size={20} />
      <div className={styles.what}>
        <span className={styles.name} title={path ? `${path}/${name}` : name}>
          {path && <span className={styles.folder}>{path}/</span>}
          <span className={styles.own}>{name}</span>
        </span>
        {isUnderWay && (
          <Progress
            size={4}
            value={(sent / Math.max(1, bytes)) * 100}
            aria-label={name}
            {...(stage !== 'sending' && { color: 'gray' })}
          />
        )}
        <span className={styles.state}>{stateOf(item, isUnderWay)}</span>
        {needsFile(item) && <ChooseAgain item={item} />}
      </div>
      <UploadStageIcon stage={stage} />
      <UploadLineActions item={item} />
    </div>
  )
}

function stateOf({ stage, sent, bytes, reason, requestId }: UploadItem, isUnderWay: boolean) {
  const hasSize = stage === 'waiting' || stage === 'checking' || stage === 'available' || stage === 'paused'
  return (
    <>
      {words.stage[stage]}
      {isUnderWay && ` · ${formatBytes(sent)} / ${formatBytes(bytes)}`}
      {hasSize && !isUnderWay && !reason && ` · ${formatBytes(bytes)}`}
      {reason && <span className={styles.reason}>: {reason}</span>}
      {stage === 'failed' && requestId && <span className={styles.request}> ({requestId})</span>}
    </>
  )
}

/** The browser may not open a file by itself that it was given before the page was loaded. */
function ChooseAgain({ item: { id, name, bytes } }: { item: UploadItem }) {
  const give = (file: File) => {
    if (!uploads.give(id, file)) toast(words.notTheSame(name, bytes))
  }
  return (
    <span className={styles.again}>
      <span>{words.chooseAgainHint}</span>
      <Button size="compact-xs" variant="default" aria-label={words.chooseAgain(name)} onClick={() => pickOne(give)}>
        {words.choose}
      </Button>
    </span>
  )
}

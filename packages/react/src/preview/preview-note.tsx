import { noPreviewReasons } from '@groundwork/domain'
import { IconEyeOff } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { Button } from '../ui/button.tsx'
import { words } from '../words.ts'
import type { PreviewProps } from './preview-content.tsx'
import styles from './preview-note.module.css'
import type { PreviewedFile } from './preview-source.ts'

interface PreviewNoteProps {
  readonly title: string
  readonly hint?: ReactNode
  readonly children?: ReactNode
}

/** In the place of a preview: why there is none. */
export function PreviewNote({ title, hint, children }: PreviewNoteProps) {
  return (
    <div className={styles.note}>
      <span className={styles.icon}>
        <IconEyeOff size={24} stroke={1.5} aria-hidden />
      </span>
      <h2 className={styles.title}>{title}</h2>
      {hint && <p className={styles.hint}>{hint}</p>}
      {children}
    </div>
  )
}

/** Nothing a browser can show, and why; its own program can, for whoever may have the file. */
export function NoPreview({ file, source, why = whyOf(file) }: PreviewProps & { why?: string | undefined }) {
  const { download } = source
  return (
    <PreviewNote
      title={words.noPreviewTitle}
      hint={[why, download ? words.noPreviewHint : words.noPreviewForLooking].filter(Boolean).join(' ')}
    >
      {download && (
        <Button isMain onClick={() => download()}>
          {words.download}
        </Button>
      )}
    </PreviewNote>
  )
}

const whyOf = ({ properties }: PreviewedFile): string | undefined => {
  const reason = noPreviewReasons.find((name) => name === properties?.noPreview)
  return reason && words.noPreviewReasons[reason]
}

/** Shown only when it takes longer than the eye forgives. */
export const PreviewWait = () => <div className={styles.wait} role="status" aria-label={words.previewLoading} />

import type { LinkedFile, PublicLink } from '@groundwork/client'
import { PreviewContent } from '@groundwork/react/preview'
import { IconDownload } from '@tabler/icons-react'
import { type ReactNode, useMemo } from 'react'
import { formatBytes } from '../ui/format.ts'
import styles from './link-page.module.css'
import type { OpenLink } from './link-page.tsx'
import { linkSource, shownBy } from './link-source.ts'
import { words } from './words.ts'

interface FilePageProps {
  readonly link: PublicLink
  readonly shown: OpenLink
  /** One of a folder's; without it the link's own. */
  readonly file?: LinkedFile
  /** The way back to the folder. */
  readonly children?: ReactNode
}

/** One file: what it is called, what it looks like, and the way to have it. */
export function FilePage({ link, shown, file, children }: FilePageProps) {
  const { target, kind, expiresAt, downloadsLeft } = shown
  const about = file ?? { name: target, fileSize: shown.fileSize, previews: shown.previews }
  const mayDownload = kind === 'download'
  const source = useMemo(() => linkSource(link, { file: file?.id, mayDownload }), [link, file?.id, mayDownload])
  const facts = [
    formatBytes(about.fileSize),
    expiresAt && words.until(expiresAt),
    downloadsLeft !== null && mayDownload && words.left(downloadsLeft),
    kind === 'view' && words.viewOnly,
  ].filter(Boolean)
  return (
    <>
      {children}
      <div className={styles.head}>
        <div className={styles.about}>
          <h1>{about.name}</h1>
          <p className={styles.soft}>{facts.join(' · ')}</p>
        </div>
        {mayDownload && (
          <a className={styles.get} href={link.downloadAddress(file?.id)} download>
            <IconDownload size={16} aria-hidden />
            {words.download}
          </a>
        )}
      </div>
      <div className={styles.stage}>
        <PreviewContent file={shownBy(about, file?.id ?? 'own')} source={source} />
      </div>
    </>
  )
}

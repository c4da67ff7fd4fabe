import type { LinkedFile, PublicLink } from '@groundwork/client'
import { Button, ProblemNote } from '@groundwork/react/parts'
import { IconDownload, IconFile, IconFolder } from '@tabler/icons-react'
import { useState } from 'react'
import { formatBytes } from '../ui/format.ts'
import { FilePage } from './file-page.tsx'
import styles from './link-page.module.css'
import type { OpenLink } from './link-page.tsx'
import { useLinkedFolder } from './use-linked-folder.ts'
import { words } from './words.ts'

interface Step {
  readonly id: string
  readonly name: string
}

/** What lies in a shared folder: to go through, to look at, and to have. */
export function FolderPage({ link, shown }: { link: PublicLink; shown: OpenLink }) {
  const [path, setPath] = useState<readonly Step[]>([])
  const [open, setOpen] = useState<LinkedFile | null>(null)
  const { folders, files, hasMore, isLoading, error, more } = useLinkedFolder(link, path.at(-1)?.id)
  if (open) {
    return (
      <FilePage link={link} shown={shown} file={open}>
        <button type="button" className={styles.link} onClick={() => setOpen(null)}>
          {words.back}
        </button>
      </FilePage>
    )
  }
  return (
    <>
      <div className={styles.head}>
        <div className={styles.about}>
          <h1>{path.at(-1)?.name ?? shown.target}</h1>
          {shown.expiresAt && <p className={styles.soft}>{words.until(shown.expiresAt)}</p>}
        </div>
      </div>
      {path.length > 0 && (
        <nav aria-label={words.path} className={styles.path}>
          <button type="button" className={styles.link} onClick={() => setPath([])}>
            {shown.target}
          </button>
          {path.slice(0, -1).map((step, place) => (
            <span key={step.id}>
              {' / '}
              <button type="button" className={styles.link} onClick={() => setPath(path.slice(0, place + 1))}>
                {step.name}
              </button>
            </span>
          ))}
        </nav>
      )}
      <ProblemNote error={error} onRetry={more} />
      {isLoading && !folders.length && !files.length && (
        <div className={styles.wait} role="status" aria-label={words.loading} />
      )}
      {!isLoading && !error && !folders.length && !files.length && <p className={styles.soft}>{words.emptyFolder}</p>}
      {(folders.length > 0 || files.length > 0) && (
        <ul className={styles.list} aria-label={words.files}>
          {folders.map((folder) => (
            <li key={folder.id} className={styles.row}>
              <IconFolder size={20} stroke={1.5} aria-hidden />
              <button type="button" className={styles.link} onClick={() => setPath([...path, folder])}>
                {folder.name}
              </button>
              <span className={styles.size}>{words.folder}</span>
            </li>
          ))}
          {files.map((file) => (
            <li key={file.id} className={styles.row}>
              <IconFile size={20} stroke={1.5} aria-hidden />
              <button type="button" className={styles.link} onClick={() => setOpen(file)}>
                {file.name}
              </button>
              <span className={styles.size}>{formatBytes(file.fileSize)}</span>
              {shown.kind === 'download' && (
                <a
                  className={styles.save}
                  href={link.downloadAddress(file.id)}
                  download
                  aria-label={words.downloadOne(file.name)}
                  title={words.downloadOne(file.name)}
                >
                  <IconDownload size={16} aria-hidden />
                </a>
              )}
            </li>
          ))}
        </ul>
      )}
      {hasMore && (
        <div>
          <Button isBusy={isLoading} onClick={more}>
            {words.more}
          </Button>
        </div>
      )}
    </>
  )
}

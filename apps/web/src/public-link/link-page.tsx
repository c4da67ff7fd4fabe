import { type PublicLink, type ShownLink, toGroundworkError } from '@groundwork/client'
import { Button, ProblemNote } from '@groundwork/react/parts'
import { type ReactNode, Suspense, useCallback, useEffect, useState } from 'react'
import { lazyPart } from '../ui/lazy-part.tsx'
import { FilePage } from './file-page.tsx'
import { FolderPage } from './folder-page.tsx'
import styles from './link-page.module.css'
import { PasswordCard } from './password-card.tsx'
import { words } from './words.ts'

/** What only those load who are to send something. */
const SendPage = lazyPart(() => import('./send-page.tsx').then((part) => part.SendPage), NotLoaded)

export type OpenLink = Extract<ShownLink, { needsPassword: false }>

/** What somebody sees who was sent a link: the file, the folder, or a place to put files; without any account. */
export function LinkPage({ link }: { link: PublicLink }) {
  const [shown, setShown] = useState<ShownLink | null>(null)
  const [problem, setProblem] = useState<unknown>(null)

  const show = useCallback(async () => {
    setProblem(null)
    try {
      setShown(await link.show())
    } catch (error) {
      setProblem(error)
    }
  }, [link])
  useEffect(() => void show(), [show])

  const isOpen = shown?.needsPassword === false
  useEffect(() => {
    if (isOpen) document.title = shown.target
  }, [isOpen, shown])

  return (
    <Page organization={isOpen ? shown.organizationName : null}>
      {problem !== null && <LinkProblem error={problem} onRetry={() => void show()} />}
      {!shown && problem === null && <div className={styles.wait} role="status" aria-label={words.loading} />}
      {shown?.needsPassword && <PasswordCard link={link} onOpened={() => void show()} />}
      {isOpen && <Opened link={link} shown={shown} />}
    </Page>
  )
}

function Opened({ link, shown }: { link: PublicLink; shown: OpenLink }) {
  if (shown.kind === 'upload') {
    return (
      <Suspense fallback={<div className={styles.wait} role="status" aria-label={words.loading} />}>
        <SendPage link={link} shown={shown} />
      </Suspense>
    )
  }
  return shown.isFolder ? <FolderPage link={link} shown={shown} /> : <FilePage link={link} shown={shown} />
}

function Page({ organization, children }: { organization: string | null; children: ReactNode }) {
  return (
    <div className={styles.page}>
      <header className={styles.top}>
        <span className={styles.brand}>
          <img src="/icon.svg" width={20} height={20} alt="" />
          {words.madeWith}
        </span>
        {organization && <span className={styles.soft}>{words.from(organization)}</span>}
      </header>
      <main className={styles.main}>{children}</main>
    </div>
  )
}

/** In the place of what did not come. */
function NotLoaded() {
  return (
    <div className={styles.card} role="alert">
      <h1>{words.notLoadedTitle}</h1>
      <p className={styles.soft}>{words.notLoadedHint}</p>
      <Button isMain onClick={() => window.location.reload()}>
        {words.reload}
      </Button>
    </div>
  )
}

/** A link that ended says so and what to do; any other failure is one to try again. */
function LinkProblem({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const { code, detail } = toGroundworkError(error)
  if (code !== 'not_found' && code !== 'not_available') return <ProblemNote error={error} onRetry={onRetry} />
  return (
    <div className={styles.card} role="alert">
      <h1>{code === 'not_found' ? words.deadTitle : words.overTitle}</h1>
      <p className={styles.soft}>{code === 'not_found' ? words.deadHint : detail}</p>
    </div>
  )
}

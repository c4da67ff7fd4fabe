import { IconDownload, IconEye, IconHistory, IconLinkOff, IconUpload } from '@tabler/icons-react'
import { useState } from 'react'
import { useGroundwork } from '../groundwork-provider.tsx'
import { Button, IconButton } from '../ui/button.tsx'
import { formatDay } from '../ui/format.ts'
import { ProblemNote } from '../ui/problem-note.tsx'
import { words } from '../words.ts'
import { LinkLog } from './link-log.tsx'
import styles from './share.module.css'
import type { LinkRow } from './sharing-types.ts'

const icons = { view: IconEye, download: IconDownload, upload: IconUpload }

/** One link: what it opens, until when, how often it was used and by whom; to take back. */
export function LinkItem({ link }: { link: LinkRow }) {
  const { client, queryClient } = useGroundwork()
  const [isLogOpen, setIsLogOpen] = useState(false)
  const [isAsking, setIsAsking] = useState(false)
  const [problem, setProblem] = useState<unknown>(null)
  const { id, kind, end, name, hasPassword, expiresAt, downloadLimit, downloadCount, createdByUsername, createdAt } =
    link
  const label = name ?? words.linkKinds[kind]
  const Icon = icons[kind]

  async function revoke() {
    try {
      await client.fileLink.revoke({ id })
      await queryClient.invalidateQueries({ queryKey: ['fileLink'] })
    } catch (error) {
      setProblem(error)
    }
    setIsAsking(false)
  }

  const facts = [
    name && words.linkKinds[kind],
    words.madeBy(createdByUsername, formatDay(createdAt)),
    expiresAt ? words.until(formatDay(expiresAt)) : words.withoutEnd,
    hasPassword && words.withPassword,
    kind === 'download' && words.downloads(downloadCount, downloadLimit),
  ].filter(Boolean)
  return (
    <li className={styles.item}>
      <span className={styles.face}>
        <Icon size={16} aria-hidden />
      </span>
      <span className={styles.who}>
        <span className={styles.name}>
          {label}
          <span className={styles.state} data-tone={end ? 'warn' : 'good'}>
            {words.linkStates[end ?? 'works']}
          </span>
        </span>
        <span className={styles.about}>{facts.join(' · ')}</span>
      </span>
      <IconButton label={words.usesOf(label)} aria-expanded={isLogOpen} onClick={() => setIsLogOpen(!isLogOpen)}>
        <IconHistory size={16} />
      </IconButton>
      {!end && !isAsking && (
        <IconButton label={words.revokeOne(label)} onClick={() => setIsAsking(true)}>
          <IconLinkOff size={16} />
        </IconButton>
      )}
      {isAsking && (
        <Button isGrave autoFocus onBlur={() => setIsAsking(false)} onClick={() => void revoke()}>
          {words.revoke}
        </Button>
      )}
      <ProblemNote error={problem} />
      {isLogOpen && <LinkLog link={id} />}
    </li>
  )
}

import { type ImportSessionState, type SessionStatistics, statisticsDays } from '@groundwork/domain'
import type { LinkProps } from '@tanstack/react-router'
import { DayColumns } from '../chart/day-columns.tsx'
import { daySeries } from '../chart/day-series.ts'
import { ShareBar } from '../chart/share-bar.tsx'
import { states } from '../import-session/words.ts'
import { Section } from '../ui/section.tsx'
import styles from './dashboard.module.css'
import { Tile } from './tile.tsx'
import { words } from './words.ts'

const fileSeries = [
  { label: words.stat, tone: 'first' },
  { label: words.recap, tone: 'second' },
] as const
const sessionSeries = [
  { label: states.DONE, tone: 'good' },
  { label: states.ERROR, tone: 'bad' },
] as const

/** The files that sessions are made from: how many, of which kind, and when they came. */
export function FilesInNumbers({ statistics: { asOf, files } }: { statistics: SessionStatistics }) {
  return (
    <Section title={words.files}>
      <dl className={styles.tiles}>
        <Tile label={words.total} count={files.total} />
        <Tile label={words.stat} count={files.stat} />
        <Tile label={words.recap} count={files.recap} />
        <Tile label={words.recentUploads} count={files.recentUploads} />
      </dl>
      <DayColumns
        label={words.filesByDay}
        series={fileSeries}
        days={daySeries(files.perDay, ['stat', 'recap'], { until: asOf, atLeast: statisticsDays })}
      />
    </Section>
  )
}

interface SessionsInNumbersProps {
  readonly statistics: SessionStatistics
  readonly country: string | undefined
}

/** How sessions stand, and how those ended that have. Each number leads to the sessions behind it. */
export function SessionsInNumbers({ statistics: { asOf, sessions }, country }: SessionsInNumbersProps) {
  const listOf = (...standing: readonly ImportSessionState[]): LinkProps => ({
    to: '/$plural',
    params: { plural: 'import-sessions' },
    search: {
      filter: [...standing.map((state) => `status:${state}`), ...(country ? [`country:${country}`] : [])],
    },
  })
  return (
    <Section title={words.sessions}>
      <dl className={styles.tiles}>
        <Tile label={words.total} count={sessions.total} to={listOf()} />
        <Tile label={words.underWay} count={sessions.pending + sessions.running} to={listOf('PENDING', 'RUNNING')} />
        <Tile label={words.succeeded} count={sessions.done} to={listOf('DONE')} />
        <Tile label={words.failed} count={sessions.error} tone="bad" to={listOf('ERROR')} />
      </dl>
      <ShareBar
        label={words.byStatus}
        shares={[
          { key: 'DONE', label: states.DONE, tone: 'good', count: sessions.done },
          { key: 'ERROR', label: states.ERROR, tone: 'bad', count: sessions.error },
          { key: 'RUNNING', label: states.RUNNING, tone: 'busy', count: sessions.running },
          { key: 'PENDING', label: states.PENDING, tone: 'plain', count: sessions.pending },
        ]}
      />
      <DayColumns
        label={words.sessionsByDay}
        series={sessionSeries}
        days={daySeries(sessions.perDay, ['done', 'error'], { until: asOf, atLeast: statisticsDays })}
      />
    </Section>
  )
}

import type { DataJobRow } from '@groundwork/domain'
import { Button } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import styles from './job.module.css'
import { jobFiles } from './job-files.ts'
import { jobVerbs } from './job-verbs.ts'
import { useJobActions } from './use-job-actions.ts'
import { useJobOffers } from './use-job-offers.ts'
import { useJobQuestion } from './use-job-question.tsx'

/** What the job as it stands offers to this person: files to fetch, and what can be done next. */
export function JobActions({ job }: { job: DataJobRow }) {
  const { download } = useJobActions()
  const { act, question } = useJobQuestion()
  const isOffered = useJobOffers(job)
  return (
    <div className={styles.actions}>
      {jobFiles(job).map(({ link, label }) => (
        <Button
          key={link}
          size="compact-sm"
          variant="default"
          leftSection={<IconDownload size={16} />}
          onClick={() => void download(job, link)}
        >
          {label}
        </Button>
      ))}
      {jobVerbs
        .filter(({ verb }) => isOffered(verb))
        .map(({ verb, label, icon: Icon }) => (
          <Button
            key={verb}
            size="compact-sm"
            variant={verb === 'apply' ? 'filled' : 'default'}
            leftSection={<Icon size={16} />}
            onClick={() => act(verb, job)}
          >
            {label}
          </Button>
        ))}
      {question}
    </div>
  )
}

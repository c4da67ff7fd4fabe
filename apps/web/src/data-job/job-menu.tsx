import type { DataJobRow, DataJobVerb } from '@groundwork/domain'
import { Menu } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { RowMenu } from '../grid/row-menu.tsx'
import { jobFiles } from './job-files.ts'
import { jobVerbs } from './job-verbs.ts'
import { useJobActions } from './use-job-actions.ts'
import { useJobOffers } from './use-job-offers.ts'
import { jobInWords, words } from './words.ts'

interface JobMenuProps {
  readonly job: DataJobRow
  readonly onAct: (verb: DataJobVerb, job: DataJobRow) => void
}

/** At the end of a job's row: what it made and what can be done with it, without opening it. */
export function JobMenu({ job, onAct }: JobMenuProps) {
  return (
    <RowMenu label={words.actionsFor(jobInWords(job.jobType, job.target))}>
      <JobItems job={job} onAct={onAct} />
    </RowMenu>
  )
}

function JobItems({ job, onAct }: JobMenuProps) {
  const { download } = useJobActions()
  const isOffered = useJobOffers(job)
  const files = jobFiles(job)
  const verbs = jobVerbs.filter(({ verb }) => isOffered(verb))
  return (
    <>
      {files.map(({ link, label }) => (
        <Menu.Item key={link} leftSection={<IconDownload size={16} />} onClick={() => void download(job, link)}>
          {label}
        </Menu.Item>
      ))}
      {verbs.map(({ verb, label, icon: Icon }) => (
        <Menu.Item key={verb} leftSection={<Icon size={16} />} onClick={() => onAct(verb, job)}>
          {label}
        </Menu.Item>
      ))}
      {!files.length && !verbs.length && <Menu.Item disabled>{words.nothingToDo}</Menu.Item>}
    </>
  )
}

import { useIsTouch } from '@groundwork/react/parts'
import { Alert, Button, Progress } from '@mantine/core'
import { IconFileSpreadsheet, IconUpload } from '@tabler/icons-react'
import { useCallback } from 'react'
import type { NamedResource } from '../resource/record-types.ts'
import { governed, useAbilities } from '../session/abilities.ts'
import { Section } from '../ui/section.tsx'
import { toast } from '../ui/toast.tsx'
import type { Offer } from '../upload/offer-files.ts'
import { useFileTaker } from '../upload/open-place.ts'
import { pickOne } from '../upload/pick-files.ts'
import styles from './file-step.module.css'
import { RecentTables } from './recent-tables.tsx'
import { StepTitle } from './step-title.tsx'
import { TemplateLinks } from './template-links.tsx'
import { useTableUpload } from './use-table-upload.ts'
import wizard from './wizard.module.css'
import { words } from './words.ts'

interface FileStepProps {
  readonly resource: NamedResource
  readonly organization: string
  readonly onChosen: (file: string) => void
}

/** A file from the desk, dropped or picked, or one that is there already. */
export function FileStep({ resource, organization, onChosen }: FileStepProps) {
  const { can } = useAbilities()
  const isTouch = useIsTouch()
  const { upload, refusal, start, cancel } = useTableUpload(organization, onChosen)
  const take = useCallback(
    async (offer: Offer) => {
      for await (const [first, ...others] of offer) {
        if (others.length) toast(words.onlyOne)
        if (first) await start(first.file)
        return
      }
    },
    [start],
  )
  useFileTaker(organization, words.dropName, take)

  return (
    <div className={wizard.body}>
      <div className={`${wizard.column} ${wizard.stack}`}>
        <div>
          <StepTitle>{words.fileTitle}</StepTitle>
          <p className={wizard.soft}>{words.fileHint}</p>
        </div>
        {can('add', governed.file, organization) && (
          <div className={styles.drop} data-busy={upload !== null || undefined}>
            <IconFileSpreadsheet size={32} stroke={1.25} aria-hidden />
            {upload === null ? (
              <>
                {!isTouch && (
                  <p className={styles.dropWords}>
                    <strong>{words.dropHere}</strong> <span className={wizard.soft}>{words.or}</span>
                  </p>
                )}
                <Button
                  leftSection={<IconUpload size={16} />}
                  data-autofocus
                  onClick={() => pickOne((file) => void start(file))}
                >
                  {words.pickFile}
                </Button>
              </>
            ) : (
              <>
                <p role="status">{words.uploading(upload.name, upload.percent)}</p>
                <Progress
                  className={styles.bar ?? ''}
                  size={4}
                  value={upload.percent}
                  aria-label={words.uploading(upload.name, upload.percent)}
                />
                <Button variant="default" onClick={cancel}>
                  {words.cancelUpload}
                </Button>
              </>
            )}
          </div>
        )}
        {refusal !== null && (
          <Alert role="alert" color="red" variant="light" p="sm" title={words.refusedTitle}>
            {refusal}
          </Alert>
        )}
        <TemplateLinks resource={resource} organization={organization} />
        <Section title={words.recent}>
          <RecentTables organization={organization} onChosen={onChosen} />
        </Section>
      </div>
    </div>
  )
}

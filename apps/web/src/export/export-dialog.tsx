import type { ExportFormat } from '@groundwork/domain'
import { Button, Checkbox, Group, Modal, Radio } from '@mantine/core'
import { useState } from 'react'
import { apiOf, type RowsInput } from '../api/rows.ts'
import type { Definition } from '../custom-field/definitions.ts'
import type { NamedResource } from '../resource/record-types.ts'
import { toastProblem } from '../ui/toast.tsx'
import { words as common } from '../ui/words.ts'
import styles from './export.module.css'
import { exportColumnsOf } from './export-columns.ts'
import { ExportProgress } from './export-progress.tsx'
import { ExportSummary } from './export-summary.tsx'
import { words } from './words.ts'

export interface ExportDialogProps {
  readonly resource: NamedResource
  readonly definitions: readonly Definition[]
  readonly plural: string
  readonly organization: string
  /** The list that is on the screen. */
  readonly input: RowsInput
  readonly shown: readonly string[]
  readonly count: number | undefined
  readonly isCountExact: boolean
  readonly onClose: () => void
}

const hinted = { classNames: { description: styles.hint ?? '' } }

const formats = ['csv', 'xlsx', 'pdf'] as const satisfies readonly ExportFormat[]

/** Takes the list on the screen out as a file: its rows, its order, and its columns or all of them. */
export function ExportDialog(props: ExportDialogProps) {
  const { resource, definitions, plural, organization, input, shown, count, isCountExact, onClose } = props
  const [format, setFormat] = useState<ExportFormat>('xlsx')
  const [which, setWhich] = useState<'shown' | 'usual'>('shown')
  const [isForExcel, setIsForExcel] = useState(false)
  const [job, setJob] = useState<string | null>(null)
  const [isAsking, setIsAsking] = useState(false)
  const columns = exportColumnsOf(resource, shown, definitions)

  async function start() {
    const { organizations: _, orderBy, ...asked } = input
    setIsAsking(true)
    try {
      const { jobId } = await apiOf(resource.name).export({
        ...asked,
        organization,
        format,
        ...(orderBy && { orderBy: [...orderBy] }),
        ...(which === 'shown' && { columns: [...columns] }),
        ...(format === 'csv' && isForExcel && { delimiter: ';', bom: true }),
      })
      setJob(jobId)
    } catch (error) {
      toastProblem(error)
    } finally {
      setIsAsking(false)
    }
  }

  return (
    <Modal opened onClose={onClose} title={words.title(plural)} closeButtonProps={{ 'aria-label': common.close }}>
      <div className={styles.fields}>
        <ExportSummary resource={resource} plural={plural} input={input} count={count} isCountExact={isCountExact} />
        {job === null && (
          <>
            <Radio.Group
              label={words.format}
              value={format}
              onChange={(value) => setFormat(formats.find((one) => one === value) ?? 'xlsx')}
            >
              <div className={styles.choices}>
                {formats.map((name) => (
                  <Radio
                    {...hinted}
                    key={name}
                    value={name}
                    label={words.formats[name].label}
                    description={words.formats[name].hint}
                  />
                ))}
              </div>
            </Radio.Group>
            {format === 'csv' && (
              <Checkbox
                {...hinted}
                checked={isForExcel}
                onChange={({ currentTarget }) => setIsForExcel(currentTarget.checked)}
                label={words.excel}
                description={words.excelHint}
              />
            )}
            <Radio.Group
              label={words.columns}
              value={which}
              onChange={(value) => setWhich(value === 'usual' ? 'usual' : 'shown')}
            >
              <div className={styles.choices}>
                <Radio
                  {...hinted}
                  value="shown"
                  label={words.asShown(columns.length)}
                  description={words.asShownHint}
                />
                <Radio {...hinted} value="usual" label={words.usual} description={words.usualHint} />
              </div>
            </Radio.Group>
            <p className={styles.soft}>{words.rights}</p>
          </>
        )}
      </div>
      {job === null ? (
        <Group justify="flex-end" gap={8}>
          <Button variant="default" onClick={onClose}>
            {common.cancel}
          </Button>
          <Button loading={isAsking} disabled={which === 'shown' && !columns.length} onClick={() => void start()}>
            {words.start}
          </Button>
        </Group>
      ) : (
        <ExportProgress job={job} onClose={onClose} />
      )}
    </Modal>
  )
}

import { type DateOrder, type DecimalMark, dateOrders, decimalMarks } from '@groundwork/domain'
import { NumberInput, Select } from '@mantine/core'
import { Badge } from '../ui/badge.tsx'
import { type Reading, readingOf } from './import-draft.ts'
import type { PlanStepProps } from './plan-step-props.ts'
import styles from './reading-step.module.css'
import { SampleTable } from './sample-table.tsx'
import { StepTitle } from './step-title.tsx'
import wizard from './wizard.module.css'
import { words } from './words.ts'

/** As the web names them; whatever else was found is offered besides. */
const encodings = ['utf-8', 'windows-1252', 'windows-1250', 'windows-1251', 'utf-16le', 'shift_jis', 'gb18030', 'big5']
const byItself = ''

/** What was found out about the file, to be set right, and how its first rows look by that. */
export function ReadingStep({ proposal, draft, decided, onChange, onReading }: PlanStepProps) {
  const { format, sheets, sheet, headerRow, encoding, delimiter, header, rows, isCut } = proposal
  // While another way of reading is on its way, the proposal is still the old one's.
  const shownHeaderRow = draft.header_row ?? headerRow
  const read = (next: Reading) => {
    const { decimal, date_order, mode } = draft
    const { header_row: _, ...others } = readingOf(draft)
    onReading({
      // Every sheet has its names elsewhere.
      ...(next.sheet === undefined ? readingOf(draft) : others),
      ...next,
      ...(decimal && { decimal }),
      ...(date_order && { date_order }),
      ...(mode && { mode }),
    })
  }
  return (
    <>
      <div>
        <StepTitle className={styles.title}>
          {words.readingTitle} <Badge tone="plain">{words.formats[format]}</Badge>
        </StepTitle>
        <p className={wizard.soft}>{words.readingHint}</p>
      </div>
      <div className={styles.fields}>
        {sheets.length > 1 && (
          <Select
            label={words.sheet}
            data={sheets}
            value={sheet}
            allowDeselect={false}
            searchable={sheets.length > 10}
            onChange={(chosen) => chosen !== null && read({ sheet: chosen })}
          />
        )}
        {format !== 'jsonl' && (
          <NumberInput
            label={words.headerRow}
            description={words.headerRowHint}
            value={shownHeaderRow}
            min={0}
            max={1000}
            clampBehavior="strict"
            allowDecimal={false}
            allowNegative={false}
            onChange={(row) => typeof row === 'number' && row !== shownHeaderRow && read({ header_row: row })}
          />
        )}
        {delimiter !== null && (
          <Select
            label={words.delimiter}
            data={known(Object.keys(words.delimiters), delimiter).map((value) => ({
              value,
              label: words.delimiters[value] ?? value,
            }))}
            value={delimiter}
            allowDeselect={false}
            onChange={(chosen) => chosen !== null && read({ delimiter: chosen })}
          />
        )}
        {encoding !== null && (
          <Select
            label={words.encoding}
            data={known(encodings, encoding)}
            value={encoding}
            allowDeselect={false}
            searchable
            onChange={(chosen) => chosen !== null && read({ encoding: chosen })}
          />
        )}
        <Select
          label={words.decimal}
          data={[
            { value: byItself, label: words.byItself },
            ...decimalMarks.map((value) => ({ value, label: words.decimals[value] })),
          ]}
          value={decided.decimal ?? byItself}
          allowDeselect={false}
          onChange={(chosen) =>
            onChange({ decimal: decimalMarks.find((mark): mark is DecimalMark => mark === chosen) })
          }
        />
        <Select
          label={words.dateOrder}
          data={[
            { value: byItself, label: words.byItself },
            ...dateOrders.map((value) => ({ value, label: words.dateOrders[value] })),
          ]}
          value={decided.dateOrder ?? byItself}
          allowDeselect={false}
          onChange={(chosen) =>
            onChange({ date_order: dateOrders.find((order): order is DateOrder => order === chosen) })
          }
        />
      </div>
      <SampleTable header={header.map(({ name }) => name)} rows={rows} isCut={isCut} />
    </>
  )
}

/** What was found stands among what is offered. */
const known = (offered: readonly string[], found: string) => (offered.includes(found) ? offered : [found, ...offered])

import { IconAlertTriangle } from '@tabler/icons-react'
import { useMemo } from 'react'
import { ColumnLine } from './column-line.tsx'
import { columnInWords } from './column-words.ts'
import styles from './columns-step.module.css'
import { DefaultValues } from './default-values.tsx'
import { remap } from './import-draft.ts'
import type { PlanStepProps } from './plan-step-props.ts'
import { StepTitle } from './step-title.tsx'
import wizard from './wizard.module.css'
import { words } from './words.ts'

/** What each column of the file means; what is left out, and what new rows need besides, is told at once. */
export function ColumnsStep({ resource, organization, proposal, decided, onChange }: PlanStepProps) {
  const { header, columns } = proposal
  const { mapping, transforms } = decided
  const choices = useMemo(
    () =>
      [
        { group: words.required, items: columns.filter(({ required }) => required) },
        { group: words.others, items: columns.filter(({ required }) => !required) },
      ].map(({ group, items }) => ({
        group,
        items: items.map((column) => ({
          value: column.name,
          label: column.isOpen ? columnInWords(column) : `${columnInWords(column)} (${words.notOpen})`,
          disabled: !column.isOpen,
        })),
      })),
    [columns],
  )
  const unmapped = header.filter(({ name }) => mapping[name] === undefined).map(({ name }) => name)

  return (
    <>
      <div>
        <StepTitle>{words.columnsTitle}</StepTitle>
        <p className={wizard.soft}>{words.columnsHint(header.length - unmapped.length, header.length)}</p>
      </div>
      <ul className={styles.list} aria-label={words.columnsTitle}>
        <li className={styles.heads} aria-hidden>
          <span>{words.inFile}</span>
          <span>{words.becomes}</span>
        </li>
        {header.map((proposed) => {
          const column = mapping[proposed.name] ?? null
          return (
            <ColumnLine
              key={proposed.name}
              proposed={proposed}
              column={column}
              choices={choices}
              transforms={(column !== null && transforms[column]) || none}
              onColumn={(chosen) => onChange({ mapping: remap(mapping, proposed.name, chosen) })}
              onTransforms={(chosen) =>
                column !== null && onChange({ transforms: { ...transforms, [column]: [...chosen] } })
              }
            />
          )
        })}
      </ul>
      {unmapped.length > 0 && (
        <p className={`${wizard.note} ${styles.wide}`}>
          <IconAlertTriangle size={16} aria-hidden />
          <span>{words.unmapped(unmapped)}</span>
        </p>
      )}
      <DefaultValues {...{ resource, organization, proposal, decided, onChange }} />
    </>
  )
}

const none = [] as const

import { importModes } from '@groundwork/domain'
import { Radio } from '@mantine/core'
import { keyInWords } from './column-words.ts'
import { possibleKeys } from './import-draft.ts'
import type { PlanStepProps } from './plan-step-props.ts'
import styles from './rows-step.module.css'
import { StepTitle } from './step-title.tsx'
import wizard from './wizard.module.css'
import { words } from './words.ts'

const hinted = { classNames: { description: styles.hint ?? '' } }
const notAtAll = ''

/** What becomes of rows that are there already, and by what they are known. */
export function RowsStep({ proposal, decided, onChange }: PlanStepProps) {
  const { mode, match } = decided
  const keys = possibleKeys(proposal, decided)
  return (
    <div className={`${wizard.column} ${styles.groups}`}>
      <Radio.Group
        label={<StepTitle className={styles.title}>{words.rowsTitle}</StepTitle>}
        value={mode}
        onChange={(value) => {
          const chosen = importModes.find((one) => one === value) ?? 'upsert'
          onChange({ mode: chosen, match: chosen === 'insert' ? [] : [...(match.length ? match : (keys[0] ?? []))] })
        }}
      >
        <div className={styles.choices}>
          {importModes.toSorted(usualFirst).map((name) => (
            <Radio
              {...hinted}
              key={name}
              value={name}
              label={words.modes[name].label}
              description={words.modes[name].hint}
            />
          ))}
        </div>
      </Radio.Group>
      <Radio.Group
        label={<h2 className={styles.title}>{words.matchTitle}</h2>}
        description={words.matchHint}
        inputWrapperOrder={['label', 'description', 'input']}
        value={match.join(',')}
        onChange={(value) => onChange({ match: value === notAtAll ? [] : value.split(',') })}
      >
        <div className={styles.choices}>
          {mode === 'insert' && <Radio value={notAtAll} label={words.noMatch} />}
          {keys.map((key) => (
            <Radio
              key={key.join(',')}
              value={key.join(',')}
              label={mode === 'insert' ? words.passOver(keyInWords(key)) : words.by(keyInWords(key))}
            />
          ))}
          {!keys.length && mode !== 'insert' && (
            <p className={styles.warning}>{words.noKey(proposal.matchKeys.map(keyInWords).join(words.orBy))}</p>
          )}
        </div>
      </Radio.Group>
    </div>
  )
}

const usualFirst = (one: string, other: string) => Number(other === 'upsert') - Number(one === 'upsert')

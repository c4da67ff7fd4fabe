import { Button, SegmentedControl, Stack, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconPlus } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { useCurrentOrganization } from '../organization/organization-queries.ts'
import { ReferenceInput } from '../resource/reference-input.tsx'
import { ProblemNote } from '../ui/problem.tsx'
import { calculation } from './calculation.ts'
import styles from './tax-calculator.module.css'
import { TaxLineFields } from './tax-line-fields.tsx'
import { isAnswerable, type TaxLine, type TaxQuestion } from './tax-question.ts'
import { TaxResult } from './tax-result.tsx'
import { words } from './words.ts'

const today = () => new Date().toLocaleDateString('sv')

/** A few lines and a place: which taxes are levied on them, in which order, and what it comes to. */
export function TaxCalculator() {
  const organization = useCurrentOrganization()
  const nextKey = useRef(1)
  const [question, setQuestion] = useState<TaxQuestion>(() => ({
    jurisdiction: null,
    date: today(),
    currency: null,
    pricesIncludeTax: false,
    rounding: 'line',
    lines: [{ key: 0, amount: '100', quantity: '1', taxCategory: null }],
  }))
  const [asked] = useDebouncedValue(question, 200)
  const { data, error } = useQuery({
    ...calculation(asked, organization),
    enabled: isAnswerable(asked),
    placeholderData: keepPreviousData,
  })
  const change = (next: Partial<TaxQuestion>) => setQuestion((before) => ({ ...before, ...next }))
  const { lines } = question
  const changeLine = (line: TaxLine) => change({ lines: lines.map((other) => (other.key === line.key ? line : other)) })
  const shared = { isRequired: false, error: undefined }

  return (
    <Stack gap={12}>
      <ReferenceInput
        {...shared}
        resource="taxJurisdiction"
        label={words.jurisdiction}
        value={question.jurisdiction}
        isFirst
        onChange={(jurisdiction) => change({ jurisdiction })}
      />
      <div className={styles.pair}>
        <TextInput
          type="date"
          label={words.date}
          value={question.date}
          onChange={({ currentTarget }) => change({ date: currentTarget.value })}
        />
        <ReferenceInput
          {...shared}
          resource="currency"
          label={words.currency}
          value={question.currency}
          isFirst={false}
          onChange={(currency) => change({ currency })}
        />
      </div>
      <div className={styles.pair}>
        <Choice
          label={words.prices}
          value={question.pricesIncludeTax ? 'inclusive' : 'exclusive'}
          choices={{ exclusive: words.exclusive, inclusive: words.inclusive }}
          onChange={(value) => change({ pricesIncludeTax: value === 'inclusive' })}
        />
        <Choice
          label={words.rounding}
          value={question.rounding}
          choices={{ line: words.perLine, document: words.perDocument }}
          onChange={(value) => change({ rounding: value === 'document' ? 'document' : 'line' })}
        />
      </div>
      <h3 className={styles.heading}>{words.lines}</h3>
      {lines.map((line, place) => (
        <TaxLineFields
          key={line.key}
          line={line}
          place={place + 1}
          onChange={changeLine}
          onRemove={lines.length > 1 ? () => change({ lines: lines.filter(({ key }) => key !== line.key) }) : undefined}
        />
      ))}
      <Button
        size="compact-sm"
        variant="subtle"
        className={styles.add ?? ''}
        leftSection={<IconPlus size={14} />}
        onClick={() => {
          change({ lines: [...lines, { key: nextKey.current, amount: '', quantity: '1', taxCategory: null }] })
          nextKey.current += 1
        }}
      >
        {words.addLine}
      </Button>
      <ProblemNote error={isAnswerable(question) ? error : null} />
      {isAnswerable(question) ? (
        data && !error && <TaxResult result={data} currency={question.currency ?? ''} />
      ) : (
        <p className={styles.hint}>{words.chooseFirst}</p>
      )}
    </Stack>
  )
}

interface ChoiceProps {
  readonly label: string
  readonly value: string
  readonly choices: Readonly<Record<string, string>>
  readonly onChange: (value: string) => void
}

function Choice({ label, value, choices, onChange }: ChoiceProps) {
  return (
    <div>
      <p className={styles.label}>{label}</p>
      <SegmentedControl
        fullWidth
        size="xs"
        aria-label={label}
        value={value}
        data={Object.entries(choices).map(([key, name]) => ({ value: key, label: name }))}
        onChange={onChange}
      />
    </div>
  )
}

import { TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useCurrentOrganization } from '../organization/organization-queries.ts'
import { ChoicePanel } from '../ui/choice-panel.tsx'
import { referenceChoices } from './references.ts'
import { words } from './words.ts'

interface TagPanelProps {
  readonly chosen: readonly string[]
  readonly onChange: (tags: string[]) => void
}

/** Tags to filter by, found by their names. */
export function TagPanel({ chosen, onChange }: TagPanelProps) {
  const [find, setFind] = useState('')
  const [asked] = useDebouncedValue(find.trim(), 150)
  const organization = useCurrentOrganization()
  const { data } = useQuery({
    ...referenceChoices('tag', asked, { organization }),
    placeholderData: keepPreviousData,
  })
  const found = (data?.rows ?? []).map((row) => String((row as { name?: unknown }).name))
  const offered = [...new Set([...chosen, ...found])]
  return (
    <>
      <TextInput
        aria-label={words.findTag}
        placeholder={words.findTag}
        value={find}
        onChange={({ currentTarget }) => setFind(currentTarget.value)}
        data-autofocus
      />
      {data && offered.length === 0 && <p style={{ color: 'var(--gw-text-soft)' }}>{words.nothingFound}</p>}
      <ChoicePanel choices={offered.map((tag) => ({ value: tag, label: tag }))} chosen={chosen} onChange={onChange} />
    </>
  )
}

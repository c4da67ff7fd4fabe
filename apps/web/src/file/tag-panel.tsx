import { TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useCurrentOrganization } from '../organization/organization-queries.ts'
import { ChoicePanel } from '../ui/choice-panel.tsx'
import { tagsQuery } from './file-queries.ts'
import { words } from './words.ts'

interface TagPanelProps {
  readonly chosen: readonly string[]
  readonly shownTags: readonly string[]
  readonly onChange: (chosen: string[]) => void
}

/** The organization's tags, the most used first; with all organizations on the screen, those of the rows shown. */
export function TagPanel({ chosen, shownTags, onChange }: TagPanelProps) {
  const [find, setFind] = useState('')
  const organization = useCurrentOrganization()
  const { data } = useQuery({ ...tagsQuery(organization ?? ''), enabled: organization !== undefined })
  const known = data ?? shownTags.map((tag) => ({ tag }))
  const missing = chosen.filter((tag) => !known.some((other) => other.tag === tag)).map((tag) => ({ tag }))
  const offered = [...missing, ...known]
    .filter(({ tag }) => tag.toLowerCase().includes(find.trim().toLowerCase()))
    .slice(0, 50)
  return (
    <>
      <TextInput
        aria-label={words.findTag}
        placeholder={words.findTag}
        value={find}
        onChange={(event) => setFind(event.currentTarget.value)}
        data-autofocus
      />
      {offered.length === 0 && <p style={{ color: 'var(--gw-text-soft)' }}>{words.noTags}</p>}
      <ChoicePanel
        choices={offered.map((entry) => ({
          value: entry.tag,
          label: entry.tag,
          ...('count' in entry && { count: entry.count }),
        }))}
        chosen={chosen}
        onChange={onChange}
      />
    </>
  )
}

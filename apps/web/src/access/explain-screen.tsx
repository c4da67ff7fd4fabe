import { actionsOf, type Resource, resources } from '@groundwork/domain'
import { Select, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { useCurrentOrganization } from '../organization/organization-queries.ts'
import { ReferenceInput } from '../resource/reference-input.tsx'
import { spell } from '../resource/words.ts'
import screen from '../ui/screen.module.css'
import { ExplainAnswer } from './explain-answer.tsx'
import styles from './explain-screen.module.css'
import type { ExplainSearch } from './explain-search.ts'
import { actionLabel, words } from './words.ts'

const definitions: Readonly<Record<string, Resource>> = resources

/** May somebody do this, and which grant says so? The whole question is in the address. */
export function ExplainScreen() {
  const search = useSearch({ strict: false }) as ExplainSearch
  const navigate = useNavigate()
  const organization = useCurrentOrganization()
  const resource = definitions[search.resource ?? ''] ?? resources.file
  const actions = actionsOf(resource)
  const action = actions.includes(search.action ?? '') ? (search.action ?? 'view') : 'view'
  const change = (next: ExplainSearch & { org?: string | undefined }) =>
    void navigate({ to: '.', search: (before) => ({ ...before, ...next }), replace: true })

  return (
    <div className={screen.main}>
      <div className={screen.titleRow}>
        <h1 className={screen.title}>{words.explainTitle}</h1>
      </div>
      <div className={styles.page}>
        <div className={styles.question}>
          <ReferenceInput
            resource="organization"
            label={words.organization}
            value={organization ?? null}
            isRequired={false}
            isFirst={false}
            error={undefined}
            onChange={(org) => change({ org: org ?? undefined })}
          />
          <ReferenceInput
            resource="user"
            label={words.person}
            value={search.user ?? null}
            isRequired={false}
            isFirst
            error={undefined}
            onChange={(user) => change({ user: user ?? undefined })}
          />
          <Select
            label={words.subject}
            searchable
            allowDeselect={false}
            data={Object.values(definitions).map(({ name, label }) => ({ value: name, label: spell(label) }))}
            value={resource.name}
            onChange={(name) =>
              change({ resource: name ?? undefined, action: undefined, id: undefined, field: undefined })
            }
          />
          <Select
            label={words.action}
            allowDeselect={false}
            data={actions.map((value) => ({ value, label: actionLabel(value) }))}
            value={action}
            onChange={(value) => change({ action: value ?? undefined })}
          />
          <RecordInput key={search.id} value={search.id} onChange={(id) => change({ id })} />
          <Select
            label={words.field}
            placeholder={words.anyField}
            searchable
            clearable
            data={resource.columns.map((value) => ({ value, label: spell(value) }))}
            value={search.field ?? null}
            onChange={(field) => change({ field: field ?? undefined })}
          />
        </div>
        <ExplainAnswer
          question={{
            action,
            resource: resource.name,
            ...(search.id && { id: search.id }),
            ...(search.field && { field: search.field }),
            ...(organization && { organization }),
            ...(search.user && { user: search.user }),
          }}
        />
      </div>
    </div>
  )
}

/** Asks once somebody has stopped typing. */
function RecordInput({ value, onChange }: { value: string | undefined; onChange: (id: string | undefined) => void }) {
  const [typed, setTyped] = useState(value ?? '')
  const [settled] = useDebouncedValue(typed.trim(), 400)
  if (settled === typed.trim() && settled !== (value ?? '')) onChange(settled || undefined)
  return (
    <TextInput
      label={words.record}
      placeholder={words.anyRecord}
      value={typed}
      onChange={({ currentTarget }) => setTyped(currentTarget.value)}
    />
  )
}

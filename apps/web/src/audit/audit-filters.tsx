import { auditActionTypes } from '@groundwork/domain'
import { ScrollArea } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { dateInWords } from '../date/date-in-words.ts'
import { DatePanel } from '../date/date-panel.tsx'
import { ReferenceInput } from '../resource/reference-input.tsx'
import { referenceQuery, titleOf } from '../resource/references.ts'
import { ChoicePanel } from '../ui/choice-panel.tsx'
import { FilterBar } from '../ui/filter-bar.tsx'
import { FilterPill } from '../ui/filter-pill.tsx'
import { type AuditSearch, isNarrowed, noAuditFilters } from './audit-search.ts'
import { auditedKinds } from './audited-kinds.ts'
import { actionInWords, resourceInWords, words } from './words.ts'

interface AuditFiltersProps {
  readonly search: AuditSearch
  readonly onChange: (change: Partial<AuditSearch>) => void
}

/** By action, kind of record, person and time; by one record when somebody came from there. */
export function AuditFilters({ search, onChange }: AuditFiltersProps) {
  const { action, kind, user, object, date } = search
  const { data: person } = useQuery({ ...referenceQuery('user', user ?? ''), enabled: user !== undefined })
  return (
    <FilterBar onClear={isNarrowed(search) ? () => onChange(noAuditFilters) : undefined}>
      {object && (
        <FilterPill
          label={words.oneRecord}
          value={words.oneRecordValue}
          onClear={() => onChange({ object: undefined })}
        >
          {() => <span className="mono">{object}</span>}
        </FilterPill>
      )}
      <FilterPill
        label={words.action}
        value={action?.map(actionInWords).join(', ')}
        onClear={() => onChange({ action: undefined })}
      >
        {() => (
          <Choices
            choices={auditActionTypes.map((value) => ({ value, label: actionInWords(value) }))}
            chosen={action ?? []}
            onChange={(chosen) => onChange({ action: chosen.length ? chosen : undefined })}
          />
        )}
      </FilterPill>
      <FilterPill
        label={words.kind}
        value={kind?.map(resourceInWords).join(', ')}
        onClear={() => onChange({ kind: undefined })}
      >
        {() => (
          <Choices
            choices={auditedKinds.map((value) => ({ value, label: resourceInWords(value) }))}
            chosen={kind ?? []}
            onChange={(chosen) => onChange({ kind: chosen.length ? chosen : undefined })}
          />
        )}
      </FilterPill>
      <FilterPill
        label={words.user}
        value={user && (person ? titleOf('user', person) : user)}
        onClear={() => onChange({ user: undefined })}
      >
        {(close) => (
          <ReferenceInput
            resource="user"
            label={words.user}
            value={user ?? null}
            isRequired={false}
            isFirst
            error={undefined}
            onChange={(id) => {
              onChange({ user: id ?? undefined })
              close()
            }}
          />
        )}
      </FilterPill>
      <FilterPill label={words.date} value={date && dateInWords(date)} onClear={() => onChange({ date: undefined })}>
        {(close) => <DatePanel date={date} onChange={(next) => onChange({ date: next })} onDone={close} />}
      </FilterPill>
    </FilterBar>
  )
}

/** A longer list of choices, in alphabetical order, that scrolls in its panel. */
function Choices({ choices, ...rest }: Parameters<typeof ChoicePanel<string>>[0]) {
  const sorted = [...choices].sort((one, other) => one.label.localeCompare(other.label))
  return (
    <ScrollArea.Autosize mah={320} type="auto">
      <div style={{ display: 'grid', gap: 8 }}>
        <ChoicePanel choices={sorted} {...rest} />
      </div>
    </ScrollArea.Autosize>
  )
}

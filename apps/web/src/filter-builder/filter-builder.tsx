import type { Filter, Readable } from '@groundwork/domain'
import { Button } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { IconBraces, IconX } from '@tabler/icons-react'
import { useMemo, useState } from 'react'
import { useDefinitions } from '../custom-field/definitions.ts'
import type { NamedResource } from '../resource/record-types.ts'
import { IconButton } from '../ui/icon-button.tsx'
import { words as common } from '../ui/words.ts'
import styles from './filter-builder.module.css'
import { filterFieldsOf } from './filter-fields.ts'
import { FilterJson } from './filter-json.tsx'
import { FilterSentence } from './filter-sentence.tsx'
import { type DraftCondition, type DraftGroup, draftOf, emptyGroup, filterOf } from './filter-tree.ts'
import { GroupBox } from './group-box.tsx'
import { filterAsDrafted, isSameFilter, judgeCondition } from './judge-condition.ts'
import { words } from './words.ts'

interface FilterBuilderProps {
  readonly resource: NamedResource
  readonly readable: Readable
  readonly value: Filter | undefined
  readonly onChange: (filter: Filter | undefined) => void
  readonly onClose: () => void
}

const typingMs = 300

/** Conditions in groups, with the JSON beside. What is complete narrows the list at once; what is not waits. */
export function FilterBuilder({ resource, readable, value, onChange, onClose }: FilterBuilderProps) {
  const definitions = useDefinitions(resource)
  const fields = useMemo(() => filterFieldsOf(resource, definitions, readable), [resource, definitions, readable])
  const verdictOf = (condition: DraftCondition) => judgeCondition(condition, resource, readable)
  const isReady = (condition: DraftCondition) => verdictOf(condition).is === 'ready'

  const [draft, setDraft] = useState<DraftGroup>(() => begunWith(value, fields[0]))
  const [sent, setSent] = useState(value)
  const [isJsonShown, setIsJsonShown] = useState(false)
  // The address changed by other means: back, a link, filters cleared.
  if (!isSameFilter(value, sent)) {
    setSent(value)
    if (!isSameFilter(filterOf(draft, isReady), value)) setDraft(draftOf(value))
  }
  const send = useDebouncedCallback((filter: Filter | undefined) => {
    if (!isSameFilter(filter, value)) onChange(filter)
  }, typingMs)

  function change(next: DraftGroup) {
    setDraft(next)
    send(filterOf(next, isReady))
  }
  const filter = filterOf(draft, isReady)
  return (
    <section className={styles.panel} aria-label={words.title}>
      <header className={styles.head}>
        <h2 className={styles.title}>{words.title}</h2>
        <Button
          size="compact-sm"
          variant="subtle"
          color="gray"
          leftSection={<IconBraces size={14} />}
          aria-expanded={isJsonShown}
          onClick={() => setIsJsonShown(!isJsonShown)}
        >
          {isJsonShown ? words.hideJson : words.showJson}
        </Button>
        {draft.parts.length > 0 && (
          <Button size="compact-sm" variant="subtle" color="gray" onClick={() => change(emptyGroup)}>
            {words.clear}
          </Button>
        )}
        <IconButton label={common.close} onClick={onClose}>
          <IconX size={16} />
        </IconButton>
      </header>
      <div className={styles.body}>
        <GroupBox group={draft} path={[]} root={draft} fields={fields} verdictOf={verdictOf} onChange={change} />
        {isJsonShown && (
          <FilterJson
            resource={resource}
            readable={readable}
            value={filterAsDrafted(draft)}
            onChange={(next) => change(draftOf(next))}
          />
        )}
      </div>
      <p className={styles.sentence} role="status">
        {filter ? (
          <>
            <span className={styles.sentenceLabel}>{words.inWords}</span>{' '}
            <FilterSentence filter={filter} resource={resource} fields={fields} />
          </>
        ) : (
          words.everything
        )}
      </p>
    </section>
  )
}

/** An empty builder begins with the first condition, to be filled in. */
function begunWith(
  value: Filter | undefined,
  first: { path: string; operators: readonly DraftCondition['op'][] } | undefined,
) {
  const op = first?.operators[0]
  return value || !first || !op ? draftOf(value) : { ...emptyGroup, parts: [{ field: first.path, op, value: '' }] }
}

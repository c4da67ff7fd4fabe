import { DomainError, type Filter, filterInWords, type Grant, parseFilter, type Resource } from '@groundwork/domain'
import { Button, Group, JsonInput, Modal, MultiSelect } from '@mantine/core'
import { useState } from 'react'
import { spell } from '../resource/words.ts'
import { words as common } from '../ui/words.ts'
import { actionLabel, words } from './words.ts'

interface RuleDialogProps {
  readonly resource: Resource
  readonly action: string
  /** The grant to begin with. */
  readonly grant: Grant | undefined
  readonly onApply: (limits: Pick<Grant, 'where' | 'fields'>) => void
  readonly onClose: () => void
}

/** Which rows, and which of their fields. The rule is read back in words while it is written. */
export function RuleDialog({ resource, action, grant, onApply, onClose }: RuleDialogProps) {
  const [text, setText] = useState(grant?.where ? JSON.stringify(grant.where, null, 2) : '')
  const [fields, setFields] = useState<string[]>([...(grant?.fields ?? [])])
  const read = readRule(text, resource)
  return (
    <Modal
      opened
      onClose={onClose}
      size={520}
      title={words.ruleTitle(actionLabel(action), resource.label)}
      closeButtonProps={{ 'aria-label': common.close }}
    >
      <JsonInput
        label={words.rule}
        description={words.ruleHint}
        placeholder={words.ruleExample}
        autosize
        minRows={4}
        maxRows={14}
        value={text}
        onChange={setText}
        error={'problem' in read && read.problem}
        data-autofocus
        classNames={{ input: 'mono' }}
      />
      <p aria-live="polite">
        {'where' in read && (read.where ? words.ruleReads(filterInWords(read.where, resource)) : words.ruleEmpty)}
      </p>
      <MultiSelect
        mt="md"
        label={words.fields}
        description={words.fieldsHint}
        searchable
        data={resource.columns.map((value) => ({ value, label: spell(value) }))}
        value={fields}
        onChange={setFields}
      />
      <Group justify="flex-end" gap={8} mt="md">
        <Button variant="default" onClick={onClose}>
          {common.cancel}
        </Button>
        <Button
          disabled={'problem' in read}
          onClick={() =>
            'where' in read && onApply({ ...(read.where && { where: read.where }), ...(fields.length && { fields }) })
          }
        >
          {words.apply}
        </Button>
      </Group>
    </Modal>
  )
}

/** By the parser that the server uses, so that what is accepted here is accepted there. */
function readRule(text: string, resource: Resource): { where: Filter | undefined } | { problem: string } {
  if (!text.trim()) return { where: undefined }
  try {
    return { where: parseFilter(JSON.parse(text), resource, { readable: 'all', isRule: true, at: 'where' }) }
  } catch (error) {
    if (!(error instanceof DomainError)) return { problem: words.ruleBroken }
    const [first] = Object.entries(error.fields ?? {})
    return { problem: first ? `${first[0]}: ${first[1].join(', ')}` : error.message }
  }
}

import type { ViewVisibility } from '@groundwork/domain'
import { Checkbox, Modal, Radio, Select, Stack, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { FormFoot } from '../ui/form-foot.tsx'
import { ProblemNote } from '../ui/problem.tsx'
import { useReturnFocus } from '../ui/use-return-focus.ts'
import { words as common } from '../ui/words.ts'
import { rolesQuery } from './view-queries.ts'
import { words } from './words.ts'

/** What a view is called, and whose it is. */
export interface ViewTerms {
  readonly name: string
  readonly visibility: ViewVisibility
  readonly role: string | null
  readonly isLocked: boolean
}

interface ViewDialogProps {
  readonly title: string
  readonly initial: ViewTerms
  readonly organization: string
  readonly mayShare: boolean
  /** What it throws is shown. */
  readonly onSave: (terms: ViewTerms) => Promise<unknown>
  readonly onClose: () => void
}

const visibilities = ['private', 'role', 'organization'] as const satisfies readonly ViewVisibility[]

export function ViewDialog({ title, initial, organization, mayShare, onSave, onClose }: ViewDialogProps) {
  const [terms, setTerms] = useState(initial)
  const [isTried, setIsTried] = useState(false)
  const [isBusy, setIsBusy] = useState(false)
  const [problem, setProblem] = useState<unknown>(null)
  const change = (next: Partial<ViewTerms>) => setTerms((before) => ({ ...before, ...next }))
  const { data: roles = [] } = useQuery({ ...rolesQuery(organization), enabled: terms.visibility === 'role' })
  const isRoleMissing = terms.visibility === 'role' && terms.role === null
  useReturnFocus()

  async function save(event: FormEvent) {
    event.preventDefault()
    setIsTried(true)
    if (!terms.name.trim() || isRoleMissing) return
    setIsBusy(true)
    try {
      await onSave({ ...terms, name: terms.name.trim() })
      onClose()
    } catch (error) {
      setProblem(error)
      setIsBusy(false)
    }
  }

  return (
    <Modal opened onClose={onClose} title={title} size={440} closeButtonProps={{ 'aria-label': common.close }}>
      <form onSubmit={(event) => void save(event)} noValidate>
        <Stack gap={16}>
          <ProblemNote error={problem} />
          <TextInput
            label={words.name}
            placeholder={words.namePlaceholder}
            maxLength={120}
            value={terms.name}
            onChange={({ currentTarget }) => change({ name: currentTarget.value })}
            error={isTried && !terms.name.trim() && words.nameMissing}
            data-autofocus
          />
          <Radio.Group
            label={words.whoSees}
            description={mayShare ? words.whoSeesHint : words.mayNotShare}
            styles={{ description: { marginTop: 8 } }}
            value={terms.visibility}
            onChange={(value) => change({ visibility: visibilities.find((one) => one === value) ?? 'private' })}
          >
            <Stack gap={8} mt={8}>
              {visibilities.map((value) => (
                <Radio
                  key={value}
                  value={value}
                  label={words.visibilities[value]}
                  disabled={!mayShare && value !== terms.visibility && value !== 'private'}
                />
              ))}
            </Stack>
          </Radio.Group>
          {terms.visibility === 'role' && (
            <Select
              label={words.role}
              data={roles.map(({ id, name }) => ({ value: id, label: name }))}
              value={terms.role}
              onChange={(role) => change({ role })}
              error={isTried && isRoleMissing && words.roleMissing}
              searchable
              allowDeselect={false}
            />
          )}
          {terms.visibility !== 'private' && (
            <Checkbox
              label={words.lockIt}
              checked={terms.isLocked}
              onChange={({ currentTarget }) => change({ isLocked: currentTarget.checked })}
            />
          )}
        </Stack>
        <FormFoot label={words.save} isBusy={isBusy} onClose={onClose} />
      </form>
    </Modal>
  )
}

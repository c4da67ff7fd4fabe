import { type Grant, type GrantSubject, grantInWords, ownRows } from '@groundwork/domain'
import { Menu, Tooltip, UnstyledButton } from '@mantine/core'
import { useState } from 'react'
import { cellOf, withCell } from './matrix.ts'
import styles from './permission-matrix.module.css'
import { RuleDialog } from './rule-dialog.tsx'
import { actionLabel, words } from './words.ts'

interface MatrixCellProps {
  readonly grants: readonly Grant[]
  readonly subject: GrantSubject
  readonly action: string
  /** Shows the action's name, where no column head does. */
  readonly isNamed: boolean
  readonly mayChange: boolean
  readonly wrong: ReadonlySet<Grant>
  readonly onChange: (grants: Grant[]) => void
}

/** Whether, and for which rows, one action is allowed on one subject; and the ways to change that. */
export function MatrixCell({ grants, subject, action, isNamed, mayChange, wrong, onChange }: MatrixCellProps) {
  const [isEditing, setIsEditing] = useState(false)
  const { state, grants: own } = cellOf(grants, subject.name, action)
  const set = (next: readonly Pick<Grant, 'where' | 'fields'>[]) => onChange(withCell(grants, subject, action, next))
  const { resource } = subject
  const isRuled = action !== '*' && resource !== undefined
  const isWrong = own.some((grant) => wrong.has(grant)) || undefined
  const sentence = own.map((grant) => grantInWords(grant, resource)).join('; ')
  const label = words.cell(actionLabel(action), subject.label, words.states[state])
  const face = (
    <>
      <span className={styles.dot} aria-hidden />
      {isNamed && actionLabel(action)}
    </>
  )
  if (!mayChange || state === 'whole') {
    return (
      <Tooltip label={state === 'whole' ? words.impliedHint : sentence} disabled={state === 'none'} multiline maw={320}>
        <UnstyledButton
          className={styles.cell}
          data-state={state}
          data-wrong={isWrong}
          aria-label={label}
          aria-disabled
        >
          {face}
        </UnstyledButton>
      </Tooltip>
    )
  }
  return (
    <>
      <Menu position="bottom" withinPortal>
        <Menu.Target>
          <UnstyledButton
            className={styles.cell}
            data-state={state}
            data-wrong={isWrong}
            aria-label={label}
            title={state === 'some' ? sentence : undefined}
          >
            {face}
          </UnstyledButton>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => set([{}])}>{words.allow}</Menu.Item>
          {isRuled && action !== 'add' && !resource.appendOnly && (
            <Menu.Item onClick={() => set([{ where: ownRows }])}>{words.allowOwn}</Menu.Item>
          )}
          {isRuled && (
            <Menu.Item onClick={() => setIsEditing(true)}>
              {state === 'some' ? words.editRule : words.allowSome}
            </Menu.Item>
          )}
          {state !== 'none' && (
            <Menu.Item color="red" onClick={() => set([])}>
              {words.forbid}
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      {isEditing && resource && (
        <RuleDialog
          resource={resource}
          action={action}
          grant={own.find(({ where, fields }) => where || fields)}
          onApply={(limits) => {
            set([limits])
            setIsEditing(false)
          }}
          onClose={() => setIsEditing(false)}
        />
      )}
    </>
  )
}

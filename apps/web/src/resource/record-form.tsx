import { Alert, Button, Group } from '@mantine/core'
import { IconGitCompare } from '@tabler/icons-react'
import { useBlocker } from '@tanstack/react-router'
import { type FormEvent, type KeyboardEvent, type RefObject, useEffect, useRef, useState } from 'react'
import { isEscapeOut } from '../ui/on-own-escape.ts'
import { ProblemNote } from '../ui/problem.tsx'
import { words as common } from '../ui/words.ts'
import { fieldGroups } from './field-groups.ts'
import { errorsBeside } from './form-errors.ts'
import { FormGroup, type InputOverrides } from './form-group.tsx'
import styles from './record-form.module.css'
import type { AnyRow, NamedResource } from './record-types.ts'
import { ReferenceName } from './reference-name.tsx'
import { StaleDialog } from './stale-dialog.tsx'
import { UnsavedDialog } from './unsaved-dialog.tsx'
import { useRecordForm } from './use-record-form.ts'
import { words } from './words.ts'

export interface RecordFormProps {
  readonly resource: NamedResource
  /** The record to change; null for a new one. */
  readonly row: AnyRow | null
  /** Values a new record starts with. */
  readonly initial?: AnyRow
  /** Only what cannot be left out, and what is given already. */
  readonly isShort?: boolean
  readonly mayChange: boolean
  /** Inputs of the resource's own, in the place of those its definition would get. */
  readonly inputs?: InputOverrides | undefined
  /** Filled with the way out that asks first, for buttons around the form. */
  readonly exit?: RefObject<(() => void) | null> | undefined
  readonly onSaved: (row: AnyRow) => void
  readonly onClose: () => void
}

const nothing: AnyRow = {}

/** Every field a caller may write, by its definition; nothing that was entered is lost without asking. */
export function RecordForm({
  resource,
  row,
  initial = nothing,
  isShort = false,
  mayChange,
  inputs,
  exit,
  onSaved,
  onClose,
}: RecordFormProps) {
  const form = useRecordForm({ resource, row, initial, onSaved })
  const element = useRef<HTMLFormElement>(null)
  const [isLeaving, setIsLeaving] = useState(false)
  const blocker = useBlocker({
    shouldBlockFn: ({ current, next }) => form.isDirty && !form.isDone.current && isElsewhere(current, next),
    enableBeforeUnload: form.isDirty,
    withResolver: true,
  })

  const names = isShort ? form.names.filter((name) => name in initial || isNeeded(resource, name)) : form.names
  // Whose it becomes is said, not asked, where the screen knows it.
  const owner = row === null && typeof initial.organization === 'string' ? initial.organization : undefined
  const shown = owner ? names.filter((name) => name !== 'organization') : names
  const groups = fieldGroups(resource, shown)
  const beside = errorsBeside(form.errors, shown)

  useEffect(() => {
    if (form.refusals === 0) return
    const wrong = element.current?.querySelector<HTMLElement>('[aria-invalid="true"]')
    wrong?.focus()
  }, [form.refusals])

  function submit(event: FormEvent): void {
    event.preventDefault()
    // A form in a dialog is inside the other one, as events see it.
    event.stopPropagation()
    form.submit()
  }

  function leave(): void {
    if (form.isDirty) setIsLeaving(true)
    else onClose()
  }

  useEffect(() => {
    if (exit) exit.current = leave
  })

  function onKeyDown(event: KeyboardEvent): void {
    if (event.defaultPrevented || event.nativeEvent.isComposing) return
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault()
      event.stopPropagation()
      if (mayChange) form.submit()
    } else if (isEscapeOut(event)) {
      event.preventDefault()
      event.stopPropagation()
      leave()
    }
  }

  return (
    <>
      <form ref={element} onSubmit={submit} onKeyDown={onKeyDown} noValidate className={styles.form}>
        {form.isOutdated && form.isDirty && (
          <div role="status" className={styles.outdated}>
            <IconGitCompare size={16} aria-hidden />
            <p>
              <strong>{words.staleTitle}.</strong> {words.outdatedHint}
            </p>
            <Button size="compact-sm" variant="default" onClick={form.review}>
              {words.compare}
            </Button>
          </div>
        )}
        {Object.keys(form.errors).length === 0 && <ProblemNote error={form.problem} />}
        {beside.length > 0 && (
          <Alert role="alert" color="red" variant="light" p="sm">
            {beside.join('. ')}
          </Alert>
        )}
        {owner && (
          <p className={styles.owner}>
            {words.inOrganization} <ReferenceName resource="organization" id={owner} />
          </p>
        )}
        <fieldset disabled={!mayChange} className={styles.groups}>
          {groups.map((group, place) => (
            <FormGroup
              key={group.key}
              resource={resource}
              group={group}
              values={form.values}
              errors={form.errors}
              isFirst={place === 0 && row === null}
              inputs={inputs}
              onChange={form.set}
            />
          ))}
        </fieldset>
        {mayChange && (row === null || form.isDirty) && (
          <footer className={styles.foot}>
            <span className={styles.keys}>{words.saveKeys}</span>
            <Group gap={8} wrap="nowrap">
              <Button variant="default" onClick={row ? form.discard : leave}>
                {row ? words.discard : common.cancel}
              </Button>
              <Button type="submit" loading={form.isBusy}>
                {row ? common.save : words.create}
              </Button>
            </Group>
          </footer>
        )}
      </form>
      {form.encounter && (
        <StaleDialog
          key={String(form.encounter.theirs.version)}
          resource={resource}
          encounter={form.encounter}
          onClose={form.stepBack}
          onSettle={form.settle}
        />
      )}
      {(isLeaving || blocker.status === 'blocked') && (
        <UnsavedDialog
          onKeep={() => {
            setIsLeaving(false)
            blocker.reset?.()
          }}
          onDiscard={() => {
            setIsLeaving(false)
            form.isDone.current = true
            if (blocker.status === 'blocked') blocker.proceed()
            else onClose()
          }}
        />
      )}
    </>
  )
}

const isNeeded = ({ fields, title }: NamedResource, name: string) =>
  fields[name]?.presence === 'required' || name === title

interface Place {
  readonly pathname: string
  readonly search: object
}

/** Another tab or another width of the same record is no reason to ask. */
function isElsewhere(current: Place, next: Place): boolean {
  const openIn = ({ search }: Place) => ('open' in search ? search.open : undefined)
  return current.pathname !== next.pathname || openIn(current) !== openIn(next)
}

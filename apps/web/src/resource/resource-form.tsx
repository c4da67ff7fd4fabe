import { GroundworkError } from '@groundwork/client'
import type { Resource, ResourceName } from '@groundwork/domain'
import { Button, Drawer, Group, Tabs } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useBlocker } from '@tanstack/react-router'
import { type FormEvent, useRef, useState } from 'react'
import { putRows } from '../api/row-cache.ts'
import { apiOf, type RowNamed } from '../api/rows.ts'
import { RecordHistory } from '../audit/record-history.tsx'
import { words as audit } from '../audit/words.ts'
import { ProblemNote } from '../ui/problem.tsx'
import { words as common } from '../ui/words.ts'
import { FieldInput } from './field-input.tsx'
import { errorsBeforeSaving, errorsFromServer, type FormErrors } from './form-errors.ts'
import styles from './resource-form.module.css'
import { StaleDialog } from './stale-dialog.tsx'
import { UnsavedDialog } from './unsaved-dialog.tsx'
import { words } from './words.ts'

export type AnyRow = Readonly<Record<string, unknown>>
export type NamedResource = Resource & { readonly name: ResourceName }

/** Structured fields that hold words of the organization's own choosing; they stand last. */
const freeObjects: ReadonlySet<string> = new Set(['customFields', 'attributes'])

interface ResourceFormProps {
  readonly resource: NamedResource
  /** The record to change; null for a new one. */
  readonly row: AnyRow | null
  /** Values a new record starts with. */
  readonly initial?: AnyRow
  readonly mayChange: boolean
  readonly onClose: () => void
}

/** Every field a caller may write, by its definition, in a drawer beside the list. */
export function ResourceForm({ resource, row, initial = {}, mayChange, onClose }: ResourceFormProps) {
  const client = useQueryClient()
  const [changes, setChanges] = useState<AnyRow>({})
  const [errors, setErrors] = useState<FormErrors>({})
  const [problem, setProblem] = useState<unknown>(null)
  const [theirs, setTheirs] = useState<AnyRow | null>(null)
  const [isBusy, setIsBusy] = useState(false)
  const isSaved = useRef(false)

  const isDirty = Object.keys(changes).length > 0
  const blocker = useBlocker({
    shouldBlockFn: () => isDirty && !isSaved.current,
    enableBeforeUnload: isDirty,
    withResolver: true,
  })
  const names = Object.entries(resource.fields)
    .filter(([, { write }]) => write === 'always' || (write === 'create' && !row))
    .filter(([name, { kind }]) => kind !== 'json' || freeObjects.has(name))
    .map(([name]) => name)
  const shown = names.sort((one, other) => Number(freeObjects.has(one)) - Number(freeObjects.has(other)))

  async function save(values: AnyRow, version: unknown) {
    setIsBusy(true)
    setProblem(null)
    const api = apiOf(resource.name)
    try {
      const saved = row
        ? await api.update({ id: String(row[resource.key]), values: { ...values, version } })
        : await api.create({ values })
      isSaved.current = true
      putRows(client, resource.name, [saved])
      await client.invalidateQueries({ queryKey: [resource.name] })
      onClose()
    } catch (error) {
      if (row && error instanceof GroundworkError && error.code === 'stale') await showTheirs(row)
      else {
        setErrors(errorsFromServer(error))
        setProblem(error)
      }
    } finally {
      setIsBusy(false)
    }
  }

  async function showTheirs(mine: AnyRow) {
    try {
      setTheirs((await apiOf(resource.name).get({ id: String(mine[resource.key]) })) as AnyRow)
    } catch (error) {
      setProblem(error)
    }
  }

  function submit(event: FormEvent) {
    event.preventDefault()
    const values = row ? changes : { ...initial, ...changes }
    const found = errorsBeforeSaving(resource, values, row ? 'patch' : 'create')
    setErrors(found)
    if (Object.keys(found).length === 0) void save(values, row?.version)
  }

  function take(current: AnyRow) {
    setTheirs(null)
    setChanges({})
    isSaved.current = true
    putRows(client, resource.name, [current as RowNamed<ResourceName>])
    onClose()
  }

  return (
    <Drawer
      opened
      onClose={onClose}
      // One Escape closes one thing: the question on top before what it is about.
      closeOnEscape={blocker.status === 'idle' && theirs === null}
      position="right"
      size={440}
      title={row ? words.editOne(resource.label) : words.newOne(resource.label)}
      closeButtonProps={{ 'aria-label': common.close }}
    >
      <Tabs defaultValue="fields" keepMounted={false}>
        {row && (
          <Tabs.List mb={16}>
            <Tabs.Tab value="fields">{audit.fields}</Tabs.Tab>
            <Tabs.Tab value="history">{audit.history}</Tabs.Tab>
          </Tabs.List>
        )}
        <Tabs.Panel value="fields" keepMounted>
          <form onSubmit={submit} noValidate className={styles.form}>
            {Object.keys(errorsFromServer(problem)).length === 0 && <ProblemNote error={problem} />}
            <fieldset disabled={!mayChange} className={styles.fields}>
              {shown.map((name, place) => {
                const field = resource.fields[name]
                return (
                  field && (
                    <FieldInput
                      key={name}
                      name={name}
                      field={field}
                      value={name in changes ? changes[name] : (row ?? initial)[name]}
                      error={errors[name]}
                      isFirst={place === 0}
                      onChange={(value) => setChanges((current) => ({ ...current, [name]: value }))}
                    />
                  )
                )
              })}
            </fieldset>
            <Group justify="flex-end" gap={8} className={styles.foot ?? ''}>
              <Button variant="default" onClick={onClose}>
                {mayChange ? common.cancel : common.close}
              </Button>
              {mayChange && (
                <Button type="submit" loading={isBusy} disabled={row !== null && !isDirty}>
                  {row ? common.save : words.create}
                </Button>
              )}
            </Group>
          </form>
        </Tabs.Panel>
        {row && (
          <Tabs.Panel value="history">
            <RecordHistory
              resource={resource.name}
              id={String(row[resource.key])}
              mayChange={mayChange && !isDirty}
              onRestored={() => {
                isSaved.current = true
                onClose()
              }}
            />
          </Tabs.Panel>
        )}
      </Tabs>
      <StaleDialog
        resource={resource}
        mine={{ ...row, ...changes }}
        theirs={theirs}
        fields={Object.keys(changes)}
        onClose={() => setTheirs(null)}
        onTake={take}
        onKeep={(current) => {
          setTheirs(null)
          void save(changes, current.version)
        }}
      />
      {blocker.status === 'blocked' && <UnsavedDialog onKeep={blocker.reset} onDiscard={blocker.proceed} />}
    </Drawer>
  )
}

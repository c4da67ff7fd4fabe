import { GroundworkError } from '@groundwork/client'
import { type Grant, Role } from '@groundwork/domain'
import { Button, Group, Switch, Textarea, TextInput } from '@mantine/core'
import { IconArrowLeft } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { useBlocker } from '@tanstack/react-router'
import { type FormEvent, useRef, useState } from 'react'
import { putRows } from '../api/row-cache.ts'
import { apiOf, type RowNamed } from '../api/rows.ts'
import { HistorySection } from '../audit/history-section.tsx'
import { errorsFromServer } from '../resource/form-errors.ts'
import { ReferenceInput } from '../resource/reference-input.tsx'
import { UnsavedDialog } from '../resource/unsaved-dialog.tsx'
import { canOn } from '../session/abilities.ts'
import { ProblemNote } from '../ui/problem.tsx'
import { toast } from '../ui/toast.tsx'
import { words as common } from '../ui/words.ts'
import { PermissionMatrix } from './permission-matrix.tsx'
import styles from './role-editor.module.css'
import { words } from './words.ts'

export type RoleRow = RowNamed<'role'>

export interface RoleDraft {
  readonly name: string
  readonly slug: string
  readonly description: string
  readonly organization: string | null
  readonly requiresSecondFactor: boolean
  readonly grants: readonly Grant[]
}

interface RoleEditorProps {
  /** The role to change; null for a new one. */
  readonly edited: RoleRow | null
  /** What a new one begins with. */
  readonly initial: RoleDraft
  readonly onClose: () => void
}

/** What a role is called and what it may do, on one page. */
export function RoleEditor({ edited, initial, onClose }: RoleEditorProps) {
  const client = useQueryClient()
  const [changes, setChanges] = useState<Partial<RoleDraft>>({})
  const [problem, setProblem] = useState<unknown>(null)
  const [isBusy, setIsBusy] = useState(false)
  const isSaved = useRef(false)
  const draft: RoleDraft = { ...initial, ...edited, ...changes }
  const mayChange = edited === null || canOn('change', edited)
  const isDirty = Object.keys(changes).length > 0
  const errors = errorsFromServer(problem)
  const set = (next: Partial<RoleDraft>) => setChanges((current) => ({ ...current, ...next }))

  const blocker = useBlocker({
    shouldBlockFn: () => isDirty && !isSaved.current,
    enableBeforeUnload: isDirty,
    withResolver: true,
  })

  async function submit(event: FormEvent) {
    event.preventDefault()
    setIsBusy(true)
    setProblem(null)
    try {
      const saved = edited ? await update(edited) : await create()
      isSaved.current = true
      putRows(client, 'role', [saved])
      await client.invalidateQueries({ queryKey: ['role'] })
      toast(words.saved(saved.name))
      onClose()
    } catch (error) {
      setProblem(error)
    } finally {
      setIsBusy(false)
    }
  }

  const update = ({ id, version }: RoleRow) => {
    const { grants, slug: _slug, organization: _organization, ...rest } = changes
    return apiOf('role').update({ id, values: { ...rest, ...(grants && { grants: [...grants] }), version } })
  }
  const create = () => {
    const { organization, grants, ...rest } = draft
    const values = { ...rest, grants: [...grants], ...(organization && { organization }) }
    return apiOf('role').create({ values })
  }

  return (
    <form className={styles.page} onSubmit={(event) => void submit(event)} noValidate>
      <Group gap={8}>
        <Button variant="subtle" size="compact-sm" leftSection={<IconArrowLeft size={16} />} onClick={onClose}>
          {words.back}
        </Button>
      </Group>
      <h1>{edited ? edited.name : words.newRole}</h1>
      {edited && !edited.organization && !mayChange && <p className={styles.hint}>{words.sharedHint}</p>}
      {!hasFieldErrors(problem) && <ProblemNote error={problem} />}
      <fieldset className={styles.fields} disabled={!mayChange}>
        <TextInput
          label={words.name}
          required
          withAsterisk={false}
          maxLength={120}
          value={draft.name}
          error={errors.name}
          onChange={({ currentTarget }) =>
            set({ name: currentTarget.value, ...(!edited && { slug: slugOf(currentTarget.value) }) })
          }
        />
        {!edited && (
          <TextInput
            label={words.slug}
            description={words.slugHint}
            required
            withAsterisk={false}
            maxLength={60}
            value={draft.slug}
            error={errors.slug}
            onChange={({ currentTarget }) => set({ slug: currentTarget.value })}
          />
        )}
        {!edited && (
          <ReferenceInput
            resource="organization"
            label={words.organization}
            value={draft.organization}
            isRequired
            isFirst={false}
            error={errors.organization}
            onChange={(organization) => set({ organization })}
          />
        )}
        <Textarea
          label={words.description}
          autosize
          minRows={2}
          maxLength={2000}
          value={draft.description}
          error={errors.description}
          onChange={({ currentTarget }) => set({ description: currentTarget.value })}
        />
        <div>
          <Switch
            label={words.requiresSecondFactor}
            aria-describedby="second-factor-hint"
            checked={draft.requiresSecondFactor}
            error={errors.requiresSecondFactor}
            onChange={({ currentTarget }) => set({ requiresSecondFactor: currentTarget.checked })}
          />
          <p id="second-factor-hint" className={styles.hint}>
            {words.requiresHint}
          </p>
        </div>
      </fieldset>
      <section className={styles.rights}>
        <h2>{words.grants}</h2>
        <p className={styles.hint}>{words.matrixHint}</p>
        {errors.grants && <p role="alert">{errors.grants}</p>}
        <PermissionMatrix
          grants={draft.grants}
          mayChange={mayChange}
          wrong={refusedPlaces(problem)}
          onChange={(grants) => set({ grants })}
        />
      </section>
      {edited && (
        <HistorySection
          resource="role"
          id={edited.id}
          mayChange={mayChange && !isDirty}
          onRestored={() => {
            isSaved.current = true
            onClose()
          }}
        />
      )}
      {mayChange && (
        <Group className={styles.foot ?? ''} justify="flex-end" gap={8}>
          {isDirty && <span className={styles.hint}>{words.unsaved}</span>}
          <Button variant="default" onClick={onClose}>
            {common.cancel}
          </Button>
          <Button type="submit" loading={isBusy} disabled={edited !== null && !isDirty}>
            {edited ? common.save : words.create}
          </Button>
        </Group>
      )}
      {blocker.status === 'blocked' && <UnsavedDialog onKeep={blocker.reset} onDiscard={blocker.proceed} />}
    </form>
  )
}

export const emptyRole = (organization: string | null): RoleDraft => ({
  name: '',
  slug: '',
  description: '',
  organization,
  requiresSecondFactor: false,
  grants: [],
})

/** `Night shift (Berlin)` -> `night-shift-berlin`. */
export const slugOf = (name: string): string =>
  name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[^a-z]+|-+$/g, '')
    .slice(0, 60)

const own = new Set([...Object.keys(Role.fields)])
const hasFieldErrors = (problem: unknown) =>
  Object.keys(errorsFromServer(problem)).some((path) => own.has(path) && path !== 'grants')

/** `grants.3.where` -> 3: the cells that the server did not take. */
function refusedPlaces(problem: unknown): ReadonlySet<number> {
  if (!(problem instanceof GroundworkError)) return new Set()
  const places = Object.keys(problem.errors ?? {}).flatMap((path) => /^grants\.(\d+)/.exec(path)?.[1] ?? [])
  return new Set(places.map(Number))
}

import { type LinkKind, linkKinds } from '@groundwork/domain'
import { type FormEvent, useState } from 'react'
import { useGroundwork } from '../groundwork-provider.tsx'
import { Button } from '../ui/button.tsx'
import { SelectField, TextField } from '../ui/field.tsx'
import { ProblemNote } from '../ui/problem-note.tsx'
import { words } from '../words.ts'
import { defaultLifetime, endOf, type Lifetime, lifetimes } from './lifetime.ts'
import styles from './share.module.css'
import type { ShareTarget } from './sharing-types.ts'

interface LinkFormProps {
  readonly target: ShareTarget
  readonly onMade: (url: string) => void
  readonly onClose: () => void
}

/** A link that ends by itself unless told otherwise. Into a folder it can also only receive. */
export function LinkForm({ target, onMade, onClose }: LinkFormProps) {
  const { client, queryClient } = useGroundwork()
  const [kind, setKind] = useState<LinkKind>('download')
  const [lifetime, setLifetime] = useState<Lifetime>(defaultLifetime)
  const [problem, setProblem] = useState<unknown>(null)
  const [isBusy, setIsBusy] = useState(false)
  const kinds = linkKinds.filter((value) => value !== 'upload' || 'folder' in target)

  async function make(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const text = (name: string) => String(form.get(name) ?? '').trim()
    const limit = Number(text('downloadLimit'))
    setIsBusy(true)
    setProblem(null)
    try {
      const { url } = await client.fileLink.create({
        ...target,
        kind,
        expiresAt: endOf(lifetime, new Date()),
        ...(text('name') && { name: text('name') }),
        ...(text('password') && { password: text('password') }),
        ...(limit > 0 && { downloadLimit: limit }),
      })
      await queryClient.invalidateQueries({ queryKey: ['fileLink'] })
      onMade(new URL(url, window.location.origin).href)
    } catch (error) {
      setProblem(error)
      setIsBusy(false)
    }
  }

  return (
    <form className={styles.chosen} onSubmit={make} aria-label={words.newLink} autoComplete="off">
      <ProblemNote error={problem} />
      <div className={styles.row}>
        <SelectField
          label={words.linkKind}
          value={kind}
          choices={kinds.map((value) => ({ value, label: words.linkKinds[value] }))}
          onChange={setKind}
        />
        <SelectField
          label={words.lifetime}
          value={lifetime}
          choices={lifetimes.map((value) => ({ value, label: words.lifetimes(value) }))}
          onChange={setLifetime}
        />
      </div>
      <div className={styles.row}>
        <TextField
          name="password"
          type="password"
          autoComplete="new-password"
          label={words.linkPassword}
          placeholder={words.none}
          maxLength={200}
        />
        {kind === 'download' && (
          <TextField
            name="downloadLimit"
            type="number"
            min={1}
            max={1_000_000}
            label={words.downloadLimit}
            placeholder={words.none}
          />
        )}
      </div>
      <TextField name="name" label={words.linkName} hint={words.linkNameHint} maxLength={120} />
      <div className={styles.actions}>
        <Button onClick={onClose}>{words.cancel}</Button>
        <Button type="submit" isMain isBusy={isBusy}>
          {words.makeLink}
        </Button>
      </div>
    </form>
  )
}

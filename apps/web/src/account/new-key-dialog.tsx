import type { RouterOutputs } from '@groundwork/client'
import { Modal, NativeSelect, Radio, Stack, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { gw } from '../api/client.ts'
import { OrganizationPicker } from '../organization/organization-picker.tsx'
import { useCurrentOrganization, useOrganizationName } from '../organization/organization-queries.ts'
import { errorsFromServer, type FormErrors } from '../resource/form-errors.ts'
import { useMe } from '../session/me.ts'
import { ChooserButton } from '../ui/chooser-button.tsx'
import { FormFoot } from '../ui/form-foot.tsx'
import { ProblemNote } from '../ui/problem.tsx'
import { words as common } from '../ui/words.ts'
import { grantsWithin, type KeyLimit, keyLimits } from './key-limits.ts'
import { words } from './words.ts'

interface NewKeyDialogProps {
  readonly onCreated: (key: RouterOutputs['apiKey']['create']) => void
  readonly onClose: () => void
}

/** Days; 0 for a key that does not end by itself. */
const lifetimes = [30, 90, 365, 0]

/** A key no wider and no longer-lived than it must be: so the careful choices come first. */
export function NewKeyDialog({ onCreated, onClose }: NewKeyDialogProps) {
  const me = useMe()
  const current = useCurrentOrganization()
  const [organization, setOrganization] = useState<string | null>(current ?? me.memberships[0]?.organization ?? null)
  const organizationName = useOrganizationName(organization ?? undefined)
  const [limit, setLimit] = useState<KeyLimit>('read')
  const [days, setDays] = useState(90)
  const [errors, setErrors] = useState<FormErrors>({})
  const [problem, setProblem] = useState<unknown>(null)
  const [isBusy, setIsBusy] = useState(false)

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const form = event.currentTarget
    const name = String(new FormData(form).get('name')).trim()
    const grants = grantsWithin(limit, me, organization)
    const found = {
      ...(!name && { name: words.keyNameMissing }),
      ...(grants?.length === 0 && { grants: words.limitEmpty }),
    }
    setErrors(found)
    setProblem(null)
    if (!name) (form.elements.namedItem('name') as HTMLInputElement).focus()
    if (Object.keys(found).length) return

    setIsBusy(true)
    try {
      onCreated(
        await gw.apiKey.create({
          name,
          ...(organization && { organization }),
          ...(grants && { grants }),
          ...(days && { expiresAt: new Date(Date.now() + days * 86_400_000).toISOString() }),
        }),
      )
    } catch (error) {
      setIsBusy(false)
      const told = errorsFromServer(error)
      setErrors(told)
      if (!Object.keys(told).length) setProblem(error)
    }
  }

  return (
    <Modal opened onClose={onClose} title={words.newKey} size={480} closeButtonProps={{ 'aria-label': common.close }}>
      <form onSubmit={submit} noValidate>
        <Stack gap={16}>
          <ProblemNote error={problem} />
          <TextInput
            name="name"
            label={words.keyName}
            placeholder={words.keyNameExample}
            maxLength={120}
            data-autofocus
            autoComplete="off"
            error={errors.name}
          />
          <div>
            <p style={{ marginBottom: 4, color: 'var(--gw-text-soft)' }}>{words.keyOrganization}</p>
            <OrganizationPicker value={organization} noneLabel={words.everyOrganization} onPick={setOrganization}>
              {(toggle) => (
                <ChooserButton
                  label={`${words.keyOrganization}: ${organization ? organizationName : words.everyOrganization}`}
                  onClick={toggle}
                >
                  {organization ? organizationName : words.everyOrganization}
                </ChooserButton>
              )}
            </OrganizationPicker>
            {errors.organization && <p style={{ color: 'var(--gw-bad)' }}>{errors.organization}</p>}
          </div>
          <Radio.Group
            label={words.keyLimit}
            value={limit}
            onChange={(value) => setLimit(value as KeyLimit)}
            error={errors.grants}
          >
            <Stack gap={8} mt={4}>
              {keyLimits.map((value) => (
                <Radio
                  key={value}
                  styles={{ description: { paddingInlineStart: 12 } }}
                  value={value}
                  label={words.limitOf[value].label}
                  description={words.limitOf[value].hint}
                />
              ))}
            </Stack>
          </Radio.Group>
          <NativeSelect
            label={words.keyLifetime}
            value={String(days)}
            error={errors.expiresAt}
            onChange={({ currentTarget }) => setDays(Number(currentTarget.value))}
            data={lifetimes.map((value) => ({ value: String(value), label: words.lifetime(value) }))}
          />
        </Stack>
        <FormFoot label={words.createKey} isBusy={isBusy} onClose={onClose} />
      </form>
    </Modal>
  )
}

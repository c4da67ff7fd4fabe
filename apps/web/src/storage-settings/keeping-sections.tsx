import { accountingDays } from '@groundwork/domain'
import { Switch } from '@mantine/core'
import { Section } from '../ui/section.tsx'
import { DaysInput } from './days-input.tsx'
import type { PolicyPartProps } from './policy-form.tsx'
import { RetentionRules } from './retention-rules.tsx'
import styles from './storage-settings.module.css'
import { words } from './words.ts'

/** How long things are kept, and how long links work. */
export function KeepingSections({ rules, effective, isReadOnly, onChange }: PolicyPartProps) {
  return (
    <>
      <Section title={words.deleting} hint={words.deletingHint}>
        <div className={styles.fields}>
          <DaysInput
            label={words.trashDays}
            value={rules.trashDays}
            standard={effective.trashDays}
            max={36_500}
            isReadOnly={isReadOnly}
            onChange={(days) => onChange('trashDays', days)}
          />
        </div>
      </Section>
      <Section title={words.retention} hint={words.retentionHint}>
        <p className={styles.soft}>{words.retentionDefault(accountingDays)}</p>
        <RetentionRules
          rules={rules.retention ?? []}
          isReadOnly={isReadOnly}
          onChange={(retention) => onChange('retention', retention.length ? retention : undefined)}
        />
      </Section>
      <Section title={words.links} hint={words.linksHint}>
        <div className={styles.stack}>
          <DaysInput
            label={words.linkDays}
            value={rules.linkDays}
            standard={effective.linkDays}
            max={3650}
            isReadOnly={isReadOnly}
            onChange={(days) => onChange('linkDays', days)}
          />
          <Switch
            label={words.linkPassword}
            checked={rules.linkPasswordRequired ?? false}
            disabled={isReadOnly}
            onChange={({ currentTarget }) => onChange('linkPasswordRequired', currentTarget.checked || undefined)}
          />
        </div>
      </Section>
    </>
  )
}

import { type FileKind, fileKinds, fileTypes, unscannableReasons } from '@groundwork/domain'
import { MultiSelect, NativeSelect, NumberInput, Switch } from '@mantine/core'
import { formatNumber } from '../ui/format.ts'
import { Section } from '../ui/section.tsx'
import { TagsField } from '../ui/tags-field.tsx'
import type { PolicyPartProps } from './policy-form.tsx'
import styles from './storage-settings.module.css'
import { words } from './words.ts'

const MB = 1024 ** 2
const typeChoices = fileTypes.map(({ mime, label, extensions }) => ({
  value: mime,
  label: extensions.length ? `${label} (.${extensions.join(', .')})` : label,
}))

/** What is taken in, and what the virus scan decides. */
export function UploadSections({ rules, effective, isReadOnly, onChange }: PolicyPartProps) {
  const { maxBytes = {}, unscannable = {} } = rules

  function limit(kind: FileKind, megabytes: number | string) {
    const { [kind]: _, ...others } = maxBytes
    const next = megabytes === '' ? others : { ...others, [kind]: Math.max(1, Math.round(Number(megabytes) * MB)) }
    onChange('maxBytes', Object.keys(next).length ? next : undefined)
  }

  return (
    <>
      <Section title={words.uploads} hint={words.uploadsHint}>
        <div className={styles.stack}>
          <div className={styles.fields}>
            {fileKinds.map((kind) => (
              <NumberInput
                key={kind}
                label={words.maxMegabytes(words.kinds[kind])}
                placeholder={`${words.standard}: ${formatNumber(Math.round(effective.maxBytes[kind] / MB))}`}
                min={0}
                value={maxBytes[kind] === undefined ? '' : maxBytes[kind] / MB}
                disabled={isReadOnly}
                onChange={(megabytes) => limit(kind, megabytes)}
              />
            ))}
          </div>
          <TagsField
            label={words.blocked}
            description={words.blockedHint}
            value={rules.blockedExtensions ?? []}
            disabled={isReadOnly}
            onChange={(extensions) => onChange('blockedExtensions', extensions.length ? extensions : undefined)}
          />
          <MultiSelect
            label={words.types}
            description={words.typesHint}
            searchable
            clearable
            data={typeChoices}
            value={rules.allowedTypes ?? []}
            disabled={isReadOnly}
            onChange={(types) => onChange('allowedTypes', types.length ? types : undefined)}
          />
        </div>
      </Section>
      <Section title={words.scanning} hint={words.scanningHint}>
        <div className={styles.stack}>
          <div className={styles.fields}>
            {unscannableReasons.map((reason) => (
              <NativeSelect
                key={reason}
                label={words.unscannable[reason]}
                value={unscannable[reason] ?? ''}
                disabled={isReadOnly}
                data={[
                  { value: '', label: words.outcome.installation },
                  { value: 'refuse', label: words.outcome.refuse },
                  { value: 'allow', label: words.outcome.allow },
                ]}
                onChange={({ currentTarget: { value } }) => {
                  const { [reason]: _, ...others } = unscannable
                  const next = value === 'refuse' || value === 'allow' ? { ...others, [reason]: value } : others
                  onChange('unscannable', Object.keys(next).length ? next : undefined)
                }}
              />
            ))}
          </div>
          <Switch
            label={words.virusTotal}
            description={words.virusTotalHint}
            checked={rules.virusTotalUploads ?? false}
            disabled={isReadOnly}
            onChange={({ currentTarget }) => onChange('virusTotalUploads', currentTarget.checked || undefined)}
          />
        </div>
      </Section>
    </>
  )
}

import { Select } from '@mantine/core'
import { words } from './words.ts'

const languages = [
  'en',
  'da',
  'de',
  'es',
  'fi',
  'fr',
  'it',
  'nb',
  'nl',
  'pl',
  'pt',
  'sv',
  'tr',
  'uk',
  'ar',
  'hi',
  'ja',
  'zh',
]

/** Each in its own words: who looks for theirs may not read ours. */
const nameOf = (language: string): string => {
  const name = new Intl.DisplayNames([language], { type: 'language' }).of(language) ?? language
  return name.charAt(0).toLocaleUpperCase(language) + name.slice(1)
}

interface LanguageSelectProps {
  readonly value: string
  readonly error: string | undefined
  readonly onChange: (language: string) => void
}

export function LanguageSelect({ value, error, onChange }: LanguageSelectProps) {
  const offered = languages.includes(value) ? languages : [value, ...languages]
  return (
    <Select
      label={words.language}
      description={words.languageHint}
      searchable
      allowDeselect={false}
      data={offered.map((language) => ({ value: language, label: nameOf(language) }))}
      value={value}
      error={error}
      nothingFoundMessage={words.nothingFound}
      onChange={(language) => language && onChange(language)}
    />
  )
}

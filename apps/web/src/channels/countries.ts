import { countryCodes } from '@groundwork/domain'

interface CountryChoice {
  readonly value: string
  readonly label: string
}

/** Every country, called as readers of this language call it, in the order they look for it. */
export function countriesIn(language?: string): readonly CountryChoice[] {
  const names = new Intl.DisplayNames(language, { type: 'region' })
  return [...countryCodes]
    .map((code) => ({ value: code, label: names.of(code) ?? code }))
    .sort((one, other) => one.label.localeCompare(other.label, language))
}

let known: readonly CountryChoice[] | undefined

export function countryChoices(): readonly CountryChoice[] {
  known ??= countriesIn()
  return known
}

export const countryName = (code: string): string => countryChoices().find(({ value }) => value === code)?.label ?? code

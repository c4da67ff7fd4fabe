/** Whether the platform knows a time zone of this name, old names included. */
export function isTimeZone(name: string): true | string {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return 'Not a time zone such as Europe/Vienna'
  }
}

/** Whether this is a language of ISO 639, perhaps with its region: `en`, `de-AT`. */
export function isLanguageTag(tag: string): true | string {
  const [language = ''] = tag.split('-')
  try {
    const [canonical] = Intl.getCanonicalLocales(tag)
    const isKnown = new Intl.DisplayNames('en', { type: 'language', fallback: 'none' }).of(language) !== undefined
    if (canonical !== undefined && isKnown) return true
  } catch {
    return wrongLanguage
  }
  return wrongLanguage
}

const wrongLanguage = 'Not a language such as en or de-AT'

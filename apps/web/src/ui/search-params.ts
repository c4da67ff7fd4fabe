/**
 * What the address bar holds: typed when it comes from a link, text when it comes from the address. A reader answers for
 * each of its parameters, also with undefined: what it leaves out, the router passes on as it stands in the address.
 */
export type RawSearch = Readonly<Record<string, unknown>>

/** Reads `?kind=image&kind=video` as `{ kind: ['image', 'video'] }` and one value as a plain string. */
export function parseSearch(text: string): Record<string, string | string[]> {
  const params = new URLSearchParams(text)
  return Object.fromEntries(
    [...new Set(params.keys())].map((key) => {
      const values = params.getAll(key)
      return [key, values.length > 1 ? values : (values[0] ?? '')]
    }),
  )
}

/** The inverse. What is empty or undefined is left out, so that the plain view has a plain address. */
export function stringifySearch(search: Record<string, unknown>): string {
  const params = new URLSearchParams()
  for (const [key, value] of Object.entries(search)) {
    for (const item of Array.isArray(value) ? value : [value]) {
      if (item !== undefined && item !== null && item !== '') params.append(key, String(item))
    }
  }
  const text = params.toString()
  return text ? `?${text}` : ''
}

/** A parameter as text; undefined when it is missing, empty or too long to be meant. */
export function textParam(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' && value.length <= 500 ? value : undefined
}

/** One of the allowed words, or undefined. */
export function wordParam<Word extends string>(value: unknown, allowed: readonly Word[]): Word | undefined {
  return allowed.find((word) => word === value)
}

/** The values given, without doubles; undefined when none is left. */
export function listParam(value: unknown): string[] | undefined {
  const given = (Array.isArray(value) ? value : [value]).map(textParam).filter((item) => item !== undefined)
  return given.length ? [...new Set(given)] : undefined
}

/** Those of the values that are allowed words. */
export function wordsParam<Word extends string>(value: unknown, allowed: readonly Word[]): Word[] | undefined {
  const given = listParam(value)?.filter((item): item is Word => (allowed as readonly string[]).includes(item))
  return given?.length ? given : undefined
}

import type { ZodError } from 'zod'

type Issue = ZodError['issues'][number]

const mostNamed = 20

/** What is wrong with a value, for people. What a schema says in words of its own stays; zod's are for programmers. */
export function issueInWords(issue: Issue): string {
  if (issue.code === 'custom' || !isOfZod.test(issue.message)) return issue.message
  switch (issue.code) {
    case 'invalid_value':
      return `Must be ${oneOf(issue.values.map(String))}`
    case 'invalid_union':
      return 'options' in issue && Array.isArray(issue.options)
        ? `Must be ${oneOf(issue.options.map(String))}`
        : 'Not a value that can stand here'
    case 'invalid_type':
      return `Must be ${kinds[issue.expected] ?? 'of another kind'}`
    case 'too_big':
      return bound('At most', issue.origin, issue.maximum)
    case 'too_small':
      return issue.origin === 'string' && issue.minimum === 1
        ? 'Must not be empty'
        : bound('At least', issue.origin, issue.minimum)
    case 'not_multiple_of':
      return `Must be a multiple of ${issue.divisor}`
    case 'invalid_format':
      return formats[issue.format] ?? 'Not written as it should be'
    default:
      return issue.message
  }
}

const isOfZod = /^(Invalid|Too (big|small)|Unrecognized)\b/

/** `a`, `a or b`, `one of a, b or c`. */
function oneOf(values: readonly string[]): string {
  const named = values.length > mostNamed ? [...values.slice(0, mostNamed), 'others'] : values
  const last = named.at(-1) ?? ''
  if (named.length < 3) return named.join(' or ')
  return `one of ${named.slice(0, -1).join(', ')} or ${last}`
}

function bound(least: 'At most' | 'At least', origin: string, limit: number | bigint): string {
  const counted = units[origin]
  return counted ? `${least} ${limit} ${Number(limit) === 1 ? counted[0] : counted[1]}` : `${least} ${limit}`
}

const units: Readonly<Record<string, readonly [one: string, several: string]>> = {
  string: ['character', 'characters'],
  array: ['item', 'items'],
  set: ['item', 'items'],
  map: ['entry', 'entries'],
  record: ['entry', 'entries'],
}

const kinds: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  bigint: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  tuple: 'a list',
  object: 'an object',
  record: 'an object',
  date: 'a date',
  null: 'empty',
}

const formats: Readonly<Record<string, string>> = {
  uuid: 'Not an id',
  email: 'Not an email address',
  url: 'Not an address of the web',
  date: 'Not a date like 2026-01-31',
  time: 'Not a time like 14:30',
  datetime: 'Not a moment like 2026-01-31T14:30:00Z',
}

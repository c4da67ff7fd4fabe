/** Everything that depends on the reader's language is formatted here and nowhere else. */

const whole = new Intl.NumberFormat()
const oneDecimal = new Intl.NumberFormat(undefined, { maximumFractionDigits: 1 })
const exactNumber = new Intl.NumberFormat(undefined, { maximumFractionDigits: 20 })
const exact = new Intl.DateTimeFormat(undefined, { dateStyle: 'full', timeStyle: 'medium' })
const moment = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' })
const day = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short', year: 'numeric' })
const dayThisYear = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short' })
const clock = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' })
const relative = new Intl.RelativeTimeFormat(undefined, { numeric: 'auto', style: 'short' })
const plural = new Intl.PluralRules()
const list = new Intl.ListFormat()

export const formatNumber = (value: number): string => whole.format(value)
/** `0.0825` with the reader's signs. It stays text all the way, so that no digit is lost. */
export const formatDecimal = (value: string): string => exactNumber.format(value as Intl.StringNumericLiteral)
export const formatExact = (at: string | Date): string => exact.format(new Date(at))
/** To the minute, where there is room for it. */
export const formatMoment = (at: string): string => moment.format(new Date(at))
export const formatClock = (at: string | Date): string => clock.format(new Date(at))
/** The clock on the wall of another zone. */
export const formatClockIn = (at: Date, timeZone: string): string =>
  new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', timeZone }).format(at)
export const formatDay = (at: string | Date): string => day.format(new Date(at))

/** `Harbour, Logistics and Survey`. */
export const formatList = (items: readonly string[]): string => list.format(items)

/** The same of the first few: `Harbour, Logistics and 4 more`. */
export const formatFirst = (items: readonly string[], most = 3): string =>
  formatList(items.length > most ? [...items.slice(0, most), `${formatNumber(items.length - most)} more`] : items)

const units = ['B', 'KB', 'MB', 'GB', 'TB'] as const

/** `1.5 MB`, in steps of 1024 as the server counts, with the reader's decimal sign. */
export function formatBytes(bytes: number | null | undefined): string {
  if (bytes === null || bytes === undefined) return '–'
  const step = bytes < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log2(bytes) / 10))
  const amount = bytes / 1024 ** step
  return `${amount >= 100 || step === 0 ? whole.format(Math.round(amount)) : oneDecimal.format(amount)} ${units[step]}`
}

const steps = [
  ['second', 60],
  ['minute', 60],
  ['hour', 24],
  ['day', 7],
] as const

/** `3 min. ago`, `yesterday`; from a week on the day itself. */
export function formatRelative(at: string | Date, now = new Date()): string {
  const then = new Date(at)
  let amount = (then.getTime() - now.getTime()) / 1000
  if (Math.abs(amount) < 45) return relative.format(0, 'second')
  for (const [unit, size] of steps) {
    if (Math.abs(amount) < size) return relative.format(Math.round(amount), unit)
    amount /= size
  }
  return (then.getFullYear() === now.getFullYear() ? dayThisYear : day).format(then)
}

/** `8 s`, `2 min`, `1 h 5 min`: how long something will still take. */
export function formatDuration(seconds: number): string {
  if (seconds < 60) return `${Math.max(1, Math.round(seconds))} s`
  const minutes = Math.round(seconds / 60)
  if (minutes < 60) return `${minutes} min`
  return `${Math.floor(minutes / 60)} h${minutes % 60 ? ` ${minutes % 60} min` : ''}`
}

/** `1 file`, `1,204 files`. Languages with more than two forms give more of them. */
export function countOf(count: number, one: string, other: string): string {
  return `${whole.format(count)} ${plural.select(count) === 'one' ? one : other}`
}

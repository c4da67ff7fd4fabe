const DAY = 86_400_000

/**
 * The moment that a workbook counts in days. In the system of 1900 a day stands between February and March 1900 that never was, so
 * that the two months before it count from a day later; what lies further back only LibreOffice writes, and counts without that day.
 * Undefined for what is no day of a calendar of four figures.
 */
export function dateOfSerial(serial: number, system: 1900 | 1904): Date | undefined {
  if (system === 1900 && serial >= 60 && serial < 61) return undefined
  const isOfTwoMonths = serial >= 0 && serial < 60
  const start = system === 1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, isOfTwoMonths ? 31 : 30)
  const moment = new Date(start + Math.round(serial * DAY))
  const year = moment.getUTCFullYear()
  return year >= 1 && year <= 9999 ? moment : undefined
}

/**
 * One value of a sheet, as whoever filled it in meant it. A `Date` is a moment, or a day at midnight UTC: sheets know no time
 * zones. A number that JavaScript would round stays text.
 */
export type Cell = string | number | boolean | Date | null

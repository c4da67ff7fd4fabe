import { formatNumber } from '../ui/format.ts'

export const words = {
  asTable: 'As a table',
  day: 'Day',
  total: (label: string, sum: number) => `${label} ${formatNumber(sum)}`,
  most: (day: string, count: number) => `Most on ${day}: ${formatNumber(count)}.`,
  percent: (share: number) => `${share} %`,
} as const

import type { DatePreset } from './date-range.ts'

export const words = {
  dates: {
    today: 'Today',
    '7d': 'Last 7 days',
    '30d': 'Last 30 days',
    '365d': 'Last 12 months',
  } satisfies Record<DatePreset, string>,
  dateFrom: 'From',
  dateTo: 'To',
  anyDate: 'Any time',
  apply: 'Apply',
} as const

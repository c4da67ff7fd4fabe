import { type RawSearch, textParam } from '../ui/search-params.ts'

/** What the address bar holds about the dashboard. */
export interface DashboardSearch {
  /** The country it is narrowed to, by its two letters; without it, all of them. */
  country?: string | undefined
}

export const readDashboardSearch = ({ country }: RawSearch): DashboardSearch => ({
  country: /^[A-Z]{2}$/.test(String(country)) ? textParam(country) : undefined,
})

import { type QuarantineOrder, quarantineOrders, type RefusingVerdict, refusingVerdicts } from '@groundwork/domain'
import { type RawSearch, textParam, wordParam } from '../../ui/search-params.ts'

/** Everything about the view of the quarantine that is kept in the address bar. */
export interface QuarantineSearch {
  /** Words to look for. */
  q?: string | undefined
  verdict?: RefusingVerdict | undefined
  /** What was let out all the same, instead of what is kept. */
  released?: 'yes' | undefined
  sort?: QuarantineOrder | undefined
}

export const readQuarantineSearch = (raw: RawSearch): QuarantineSearch => ({
  q: textParam(raw.q),
  verdict: wordParam(raw.verdict, refusingVerdicts),
  released: wordParam(raw.released, ['yes']),
  sort: wordParam(raw.sort, quarantineOrders),
})

/** The same list with nothing narrowed. */
export const nothingNarrowed = { q: undefined, verdict: undefined } satisfies QuarantineSearch

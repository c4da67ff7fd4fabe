import { type RawSearch, textParam } from '../ui/search-params.ts'

/** What the address bar holds about a tree, besides what it holds about every list. */
export interface TreeSearch {
  /** Which of several trees: the type of the categories, the warehouse of the places. */
  within?: string | undefined
}

export const readTreeSearch = (raw: RawSearch): TreeSearch => ({ within: textParam(raw.within) })

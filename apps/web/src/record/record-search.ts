import { type RawSearch, wordParam } from '../ui/search-params.ts'

const recordTabs = ['fields', 'related', 'files', 'history'] as const
export type RecordTab = (typeof recordTabs)[number]

/** What the address bar holds about the open record, beside which one it is. */
export interface RecordSearch {
  tab?: RecordTab | undefined
  /** `1` gives the record the whole page, in the place of the list. */
  full?: '1' | undefined
}

export const readRecordSearch = (raw: RawSearch): RecordSearch => ({
  tab: wordParam(raw.tab, recordTabs),
  full: String(raw.full) === '1' ? '1' : undefined,
})

/** Added to a search, it leads away from the record. */
export const noRecord = { open: undefined, tab: undefined, full: undefined }

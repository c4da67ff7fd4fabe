import { type ResourceSearch, readResourceSearch } from '../resource/resource-search.ts'
import { type RawSearch, wordParam } from '../ui/search-params.ts'

/** What the address bar holds about members: theirs, or the invitations that wait. */
export interface MemberSearch extends ResourceSearch {
  show?: 'invitations' | undefined
}

export const readMemberSearch = (raw: RawSearch): MemberSearch => ({
  ...readResourceSearch(raw),
  show: wordParam(raw.show, ['invitations']),
})

import { type SharedKind, type SharedOrder, sharedKinds, sharedOrders } from '@groundwork/domain'
import { type RawSearch, textParam, wordParam } from '../../ui/search-params.ts'

/** Everything about the view of what others share that is kept in the address bar. */
export interface SharedSearch {
  /** Words to look for. */
  q?: string | undefined
  kind?: SharedKind | undefined
  sort?: SharedOrder | undefined
  /** The shared folder that is looked into. */
  folder?: string | undefined
  /** The file in the preview. */
  preview?: string | undefined
}

export const readSharedSearch = (raw: RawSearch): SharedSearch => ({
  q: textParam(raw.q),
  kind: wordParam(raw.kind, sharedKinds),
  sort: wordParam(raw.sort, sharedOrders),
  folder: textParam(raw.folder),
  preview: textParam(raw.preview),
})

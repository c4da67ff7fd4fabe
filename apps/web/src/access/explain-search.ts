import { type RawSearch, textParam } from '../ui/search-params.ts'

/** A question about access, as the address bar holds it. The organization is the one that everything is narrowed to. */
export interface ExplainSearch {
  /** Whom it is about; without one, oneself. */
  user?: string | undefined
  resource?: string | undefined
  action?: string | undefined
  /** One record. */
  id?: string | undefined
  field?: string | undefined
}

export const readExplainSearch = (raw: RawSearch): ExplainSearch => ({
  user: textParam(raw.user),
  resource: textParam(raw.resource),
  action: textParam(raw.action),
  id: textParam(raw.id),
  field: textParam(raw.field),
})

import { type FileKind, fileKinds, type OrderByOf, type StoredFile } from '@groundwork/domain'
import { dateParam } from '../date/date-range.ts'
import { listParam, type RawSearch, textParam, wordParam, wordsParam } from '../ui/search-params.ts'

/** The states of a file, in the groups that people ask for. */
export const stateGroups = ['available', 'processing', 'refused', 'unscannable'] as const
export type StateGroup = (typeof stateGroups)[number]

const fileViews = ['list', 'grid'] as const
export type FileView = (typeof fileViews)[number]

/** What is shown of the file in the details pane, besides its details. */
export const detailTabs = ['versions', 'activity'] as const
type DetailTab = (typeof detailTabs)[number]

export type FileOrder = OrderByOf<typeof StoredFile>
const sortable = [
  'originalFilename',
  'fileSize',
  'kind',
  'mimeType',
  'status',
  'createdAt',
  'updatedAt',
  'deletedAt',
] as const
const orders = sortable.flatMap((name): FileOrder[] => [name, `-${name}`])

/** Everything about the view of files that a colleague may want to be sent: it lives in the address bar. */
export interface FileSearch {
  /** Words to look for. */
  q?: string | undefined
  kind?: FileKind[] | undefined
  state?: StateGroup[] | undefined
  tag?: string[] | undefined
  /** Bytes, `1024..2048`; either end may be open. */
  size?: string | undefined
  /** A preset, or days: `2026-01-01..2026-01-31`; either end may be open. */
  date?: string | undefined
  /** Who added it, by id. */
  owner?: string[] | undefined
  /** Only those with one's own star. */
  starred?: 'yes' | undefined
  /** The folder that is looked into; the top without it. */
  folder?: string | undefined
  sort?: FileOrder | undefined
  view?: FileView | undefined
  /** The file in the details pane. */
  open?: string | undefined
  /** What is shown of it; its details without. */
  tab?: DetailTab | undefined
  /** The file in the preview. */
  preview?: string | undefined
}

export const readFileSearch = (raw: RawSearch): FileSearch => ({
  q: textParam(raw.q),
  kind: wordsParam(raw.kind, fileKinds),
  state: wordsParam(raw.state, stateGroups),
  tag: listParam(raw.tag),
  size: /^\d{0,15}\.\.\d{0,15}$/.test(String(raw.size)) && raw.size !== '..' ? textParam(raw.size) : undefined,
  date: dateParam(raw.date),
  owner: listParam(raw.owner),
  starred: wordParam(raw.starred, ['yes']),
  folder: textParam(raw.folder),
  sort: wordParam(raw.sort, orders),
  view: wordParam(raw.view, fileViews),
  open: textParam(raw.open),
  tab: wordParam(raw.tab, detailTabs),
  preview: textParam(raw.preview),
})

/** How many filters narrow the list: what "clear all" would clear. */
export const filterCount = ({ q, kind, state, tag, size, date, owner, starred }: FileSearch): number =>
  [q, kind, state, tag, size, date, owner, starred].filter((value) => value !== undefined).length

/** Added to a search, it shows everything again. */
export const noFilters = {
  q: undefined,
  kind: undefined,
  state: undefined,
  tag: undefined,
  size: undefined,
  date: undefined,
  owner: undefined,
  starred: undefined,
}

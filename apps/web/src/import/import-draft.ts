import {
  type ImportMode,
  type ImportParameters,
  type ImportProposal,
  importParameters,
  type JsonObject,
} from '@groundwork/domain'

/** What has been decided by hand; everything else is as the server proposes. Spelt as the parameters of the job are. */
export type ImportDraft = Partial<Omit<ImportParameters, 'dry_run' | 'corrections' | 'skip_rows' | 'sha256'>>

/** How a file is read: when it changes, so may the names of its columns. */
export interface Reading {
  readonly sheet?: string
  readonly header_row?: number
  readonly encoding?: string
  readonly delimiter?: string
}

export const readingOf = ({ sheet, header_row, encoding, delimiter }: ImportDraft): Reading => ({
  ...(sheet !== undefined && { sheet }),
  ...(header_row !== undefined && { header_row }),
  ...(encoding !== undefined && { encoding }),
  ...(delimiter !== undefined && { delimiter }),
})

/** Reads what a job or the browser has kept; what is not understood is as good as nothing. */
export function draftFrom(kept: unknown): ImportDraft {
  const read = importParameters.safeParse(kept)
  if (!read.success) return {}
  const { mode, dry_run: _dryRun, corrections: _mended, skip_rows: _skipped, sha256: _digest, ...draft } = read.data
  // The schema fills it in, and what nobody has said is the server's to propose.
  return typeof kept === 'object' && kept !== null && 'mode' in kept ? { ...draft, mode } : draft
}

/** What is going to be done: the draft, and for what it leaves open the proposal. What was remembered counts until a hand is laid on it. */
export interface Decided {
  readonly mapping: Readonly<Record<string, string>>
  readonly mode: ImportMode
  /** Empty where every row is a new one. */
  readonly match: readonly string[]
  readonly defaults: NonNullable<ImportDraft['defaults']>
  readonly transforms: NonNullable<ImportDraft['transforms']>
  readonly decimal: ImportDraft['decimal']
  readonly dateOrder: ImportDraft['date_order']
}

export function decide(draft: ImportDraft, proposal: ImportProposal): Decided {
  const { header } = proposal
  const settings = draft.mode === undefined ? proposal.settings : null
  const proposed = Object.fromEntries(header.flatMap(({ name, column }) => (column === null ? [] : [[name, column]])))
  const mapping = draft.mapping ?? proposed
  const mode = draft.mode ?? settings?.mode ?? 'upsert'
  const defaults = draft.defaults ?? {}
  const keys = possibleKeys(proposal, { mapping, defaults })
  const wanted = draft.match ?? settings?.match
  const named = wanted && keys.find((key) => isSameSet(key, wanted))
  const isTold = toldColumns({ mapping, defaults })
  const transforms = draft.transforms ?? settings?.transforms ?? {}
  return {
    mapping,
    mode,
    match: named ?? (mode === 'insert' ? [] : (keys[0] ?? [])),
    defaults,
    transforms: Object.fromEntries(
      Object.entries(transforms).filter(([name, chosen]) => isTold.has(name) && chosen.length > 0),
    ),
    decimal: draft.decimal ?? settings?.decimal,
    dateOrder: draft.date_order ?? settings?.dateOrder,
  }
}

/** The draft once a hand has been laid on it: what was remembered is part of it from then on, and can be taken back. */
export const touched = (draft: ImportDraft, { mode, match, transforms, decimal, dateOrder }: Decided): ImportDraft => ({
  mode,
  ...(match.length && { match: [...match] }),
  transforms,
  ...(decimal && { decimal }),
  ...(dateOrder && { date_order: dateOrder }),
  ...draft,
})

const isSameSet = (one: readonly string[], other: readonly string[]) =>
  one.toSorted().join('\n') === other.toSorted().join('\n')

/** Columns of which something is said, by the file or once for all rows. */
const toldColumns = ({ mapping, defaults }: Pick<Decided, 'mapping' | 'defaults'>): ReadonlySet<string> =>
  new Set([...Object.values(mapping), ...Object.keys(withoutEmpty(defaults))])

/** An input that is open and holds nothing yet says nothing. */
const withoutEmpty = (defaults: Decided['defaults']) =>
  Object.fromEntries(Object.entries(defaults).filter(([, value]) => value !== ''))

/** Sets of columns by which a row could be found with what is mapped. */
export const possibleKeys = (
  { matchKeys }: Pick<ImportProposal, 'matchKeys'>,
  { mapping, defaults }: Pick<Decided, 'mapping' | 'defaults'>,
): readonly (readonly string[])[] => {
  const given = toldColumns({ mapping, defaults })
  return matchKeys.filter((key) => key.every((name) => given.has(name)))
}

/** Columns that every new row needs, and that nothing is said of. */
export function missingColumns(
  { columns }: Pick<ImportProposal, 'columns'>,
  { mapping, defaults }: Pick<Decided, 'mapping' | 'defaults'>,
): readonly string[] {
  const given = toldColumns({ mapping, defaults })
  return columns.filter(({ name, required }) => required && !given.has(name)).map(({ name }) => name)
}

/** Why a plan cannot be checked yet, by the step where it is mended; null when it can. */
export function hindranceOf(proposal: ImportProposal, decided: Decided): 'nothing' | 'missing' | 'noKey' | null {
  if (!Object.keys(decided.mapping).length) return 'nothing'
  if (decided.mode === 'insert') return missingColumns(proposal, decided).length ? 'missing' : null
  return decided.match.length ? null : 'noKey'
}

/** Puts another column in the place of a header's; no column is meant twice, so it leaves the header that had it. */
export function remap(mapping: Decided['mapping'], header: string, column: string | null): Record<string, string> {
  const others = Object.entries(mapping).filter(([name, to]) => name !== header && to !== column)
  return Object.fromEntries(column === null ? others : [...others, [header, column]])
}

/** How the rows are read, the sheet named where there are several: what is mended is told by its row, and each of them has that one. */
export const settledReading = (
  draft: ImportDraft,
  { sheets, sheet }: Pick<ImportProposal, 'sheets' | 'sheet'>,
): Reading => ({ ...(sheets.length > 1 && sheet !== null && { sheet }), ...readingOf(draft) })

/** The parameters of the job that checks the plan, for the very bytes that were looked at. */
export function parametersOf(draft: ImportDraft, proposal: ImportProposal): JsonObject {
  const { mapping, mode, match, transforms, decimal, dateOrder, ...decided } = decide(draft, proposal)
  const defaults = withoutEmpty(decided.defaults)
  return {
    ...settledReading(draft, proposal),
    mode,
    mapping,
    ...(match.length && { match: [...match] }),
    ...(Object.keys(defaults).length && { defaults }),
    ...(Object.keys(transforms).length && { transforms }),
    ...(decimal && { decimal }),
    ...(dateOrder && { date_order: dateOrder }),
    sha256: proposal.sha256,
    dry_run: true,
  }
}

import type { ImportProposal, JsonObject } from '@groundwork/domain'
import { draftFrom, type ImportDraft, readingOf, settledReading } from './import-draft.ts'
import { isMended, type Mending, mendedSoFar, nothingMended } from './mending.ts'

interface ChangedPlan {
  /** Of the plan that is being changed. */
  readonly parameters: JsonObject
  /** What the tab keeps of its rows, untried as yet. */
  readonly mending: Mending
  readonly draft: ImportDraft
  readonly proposal: Pick<ImportProposal, 'sha256' | 'sheet' | 'sheets'>
}

interface KeptMending {
  readonly mending: Mending
  /** Something was mended, and does not go with the plan any more. */
  readonly isVoid: boolean
}

/** What a changed plan keeps of what was mended: rows and cells are the same ones only in the same bytes, read the same way. */
export function keptMending({ parameters, mending, draft, proposal }: ChangedPlan): KeptMending {
  const soFar = mendedSoFar(parameters, mending)
  const before = readingOf(draftFrom(parameters))
  const now = settledReading(draft, proposal)
  const isSame =
    parameters.sha256 === proposal.sha256 &&
    before.sheet === now.sheet &&
    before.header_row === now.header_row &&
    before.encoding === now.encoding &&
    before.delimiter === now.delimiter
  return isSame ? { mending: soFar, isVoid: false } : { mending: nothingMended, isVoid: isMended(soFar) }
}

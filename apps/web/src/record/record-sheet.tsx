import { RecordLineage } from '../lineage/record-lineage.tsx'
import type { InputOverrides } from '../resource/form-group.tsx'
import { RecordForm } from '../resource/record-form.tsx'
import type { AnyRow, NamedResource } from '../resource/record-types.ts'
import { canOn } from '../session/abilities.ts'
import { RecordFacts } from './record-facts.tsx'
import { RecordView } from './record-view.tsx'

interface RecordSheetProps {
  readonly resource: NamedResource
  readonly row: AnyRow
  readonly inputs: InputOverrides | undefined
  readonly onClose: () => void
}

/** A record's fields: to change for those who may, to read for all others; below, what nobody enters, and where it comes from. */
export function RecordSheet({ resource, row, inputs, onClose }: RecordSheetProps) {
  return (
    <>
      {canOn('change', row) ? (
        <RecordForm
          resource={resource}
          row={row}
          mayChange
          inputs={inputs}
          onSaved={() => undefined}
          onClose={onClose}
        />
      ) : (
        <RecordView resource={resource} row={row} />
      )}
      <RecordFacts resource={resource} row={row} />
      <RecordLineage resource={resource} row={row} />
    </>
  )
}

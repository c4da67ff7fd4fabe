import type { Definition } from '../custom-field/definitions.ts'
import type { AnyRow, NamedResource } from '../resource/record-types.ts'
import { ConfirmDialog } from '../ui/confirm-dialog.tsx'
import { formatNumber } from '../ui/format.ts'
import { words as common } from '../ui/words.ts'
import { BulkEditDialog } from './bulk-edit-dialog.tsx'
import { BulkJobDialog } from './bulk-job-dialog.tsx'
import { BulkProgressDialog } from './bulk-progress.tsx'
import { BulkTagDialog } from './bulk-tag-dialog.tsx'
import { type Chosen, countIn } from './chosen.ts'
import type { Bulk, BulkChanges } from './use-bulk.ts'
import { approximately, words } from './words.ts'

/** What somebody is about to do, and to which records. */
export interface BulkQuestion {
  readonly is: 'edit' | 'tag' | 'remove'
  readonly chosen: Chosen
}

interface BulkDialogsProps {
  readonly question: BulkQuestion | null
  readonly bulk: Bulk
  readonly resource: NamedResource
  readonly definitions: readonly Definition[]
  readonly plural: string
  readonly organization: string | undefined
  readonly nameOf: (row: AnyRow) => string
  readonly onClose: () => void
}

/** The dialogs between choosing records and doing something to them, and the progress of that. */
export function BulkDialogs({ question, bulk, onClose, ...about }: BulkDialogsProps) {
  return (
    <>
      {question && <Question question={question} bulk={bulk} onClose={onClose} {...about} />}
      <BulkProgressDialog bulk={bulk} plural={about.plural} nameOf={about.nameOf} />
      {bulk.job && (
        <BulkJobDialog job={bulk.job} name={about.resource.name} plural={about.plural} onClose={bulk.leaveJob} />
      )}
    </>
  )
}

function Question(props: BulkDialogsProps & { readonly question: BulkQuestion }) {
  const { question, bulk, resource, definitions, plural, organization, onClose } = props
  const { is, chosen } = question
  const count = chosen.is === 'rows' ? formatNumber(countIn(chosen)) : approximately(chosen.count, chosen.isCountExact)
  const owner = organization ?? onlyOrganizationOf(chosen)
  const apply = (changes: BulkChanges) => {
    onClose()
    void bulk.change(chosen, changes)
  }
  switch (is) {
    case 'edit':
      return (
        <BulkEditDialog
          resource={resource}
          definitions={definitions}
          plural={plural}
          count={count}
          organization={owner}
          onApply={apply}
          onClose={onClose}
        />
      )
    case 'tag':
      return (
        <BulkTagDialog
          plural={plural}
          count={count}
          organization={owner}
          present={tagsIn(chosen)}
          onApply={apply}
          onClose={onClose}
        />
      )
    case 'remove':
      return (
        <ConfirmDialog
          title={words.deleteTitle(count, plural)}
          confirmLabel={common.delete}
          isGrave
          onClose={onClose}
          onConfirm={async () => {
            onClose()
            await bulk.remove(chosen)
          }}
        >
          <p>{resource.softDelete ? words.deleteHint : words.deleteForGood}</p>
        </ConfirmDialog>
      )
  }
}

/** Whose records these are, when they are all of one organization. */
function onlyOrganizationOf(chosen: Chosen): string | undefined {
  if (chosen.is !== 'rows') return undefined
  const owners = new Set(chosen.rows.map(({ organization }) => organization))
  const [owner] = owners
  return owners.size === 1 && typeof owner === 'string' ? owner : undefined
}

const tagsIn = (chosen: Chosen): string[] =>
  chosen.is === 'rows'
    ? [...new Set(chosen.rows.flatMap(({ tags }) => (Array.isArray(tags) ? tags.map(String) : [])))]
    : []

import { ConfirmDialog } from '../ui/confirm-dialog.tsx'
import { formatNumber } from '../ui/format.ts'
import { words as common } from '../ui/words.ts'
import type { BulkDialogsProps, BulkQuestion } from './bulk-dialogs.tsx'
import { BulkEditDialog } from './bulk-edit-dialog.tsx'
import { BulkTagDialog } from './bulk-tag-dialog.tsx'
import { type Chosen, countIn } from './chosen.ts'
import type { BulkChanges } from './use-bulk.ts'
import { approximately, words } from './words.ts'

/** The dialog between choosing records and doing something to them. */
export function BulkQuestionDialog(props: Omit<BulkDialogsProps, 'question'> & { readonly question: BulkQuestion }) {
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

import { Folder } from '@groundwork/domain'
import { RecordPane } from '../record/record-pane.tsx'

/** What is known of a folder, beside the list it stands in. */
export const FolderPane = (place: { readonly id: string; readonly organization: string | undefined }) => (
  <RecordPane resource={Folder} {...place} />
)

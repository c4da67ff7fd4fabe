import { ImportSession, type ImportSessionRow } from '@groundwork/domain'
import type { AnyRow } from '../resource/record-types.ts'
import { ResourceScreen } from '../resource/resource-screen.tsx'
import { NewSessionDialog } from './new-session-dialog.tsx'
import { SessionBadge } from './session-badge.tsx'
import { SessionView } from './session-view.tsx'
import { words } from './words.ts'

const cells = {
  status: (row: AnyRow) => <SessionBadge status={(row as unknown as ImportSessionRow).status} />,
}

/** Pairs of files that are brought in together, with how far each is. They are watched, not filled in. */
export function ImportSessionScreen() {
  return (
    <ResourceScreen
      resource={ImportSession}
      plural={words.plural}
      title={words.title}
      columns={['label', 'status', 'statFileName', 'recapFileName', 'total', 'failed', 'organizationName', 'createdAt']}
      widths={{
        label: 'minmax(176px, 2fr)',
        status: '104px',
        statFileName: 'minmax(128px, 1.5fr)',
        recapFileName: 'minmax(128px, 1.5fr)',
        total: '88px',
        failed: '88px',
        createdAt: '112px',
      }}
      cells={cells}
      view={SessionView}
      maker={NewSessionDialog}
    />
  )
}

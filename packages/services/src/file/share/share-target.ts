import type { Reader, UnitOfWork, WorkContext } from '@groundwork/db'
import {
  type Action,
  type FileRight,
  Folder,
  type Principal,
  type RowOf,
  rightOf,
  StoredFile,
  scopeFor,
} from '@groundwork/domain'
import type { StoredFileRow } from '../upload-intake.ts'

/** What a share or a link is about: one of the two. */
export interface ShareTarget {
  readonly file?: string | undefined
  readonly folder?: string | undefined
}

/** The row of a target, as somebody sees it, and what they may do to it. */
export type SeenTarget =
  | { readonly kind: 'file'; readonly row: StoredFileRow; readonly right: FileRight; readonly mayShare: boolean }
  | {
      readonly kind: 'folder'
      readonly row: RowOf<typeof Folder>
      readonly right: FileRight
      readonly mayShare: boolean
    }

export const targetOf = ({
  file,
  folder,
}: {
  readonly file: string | null
  readonly folder: string | null
}): ShareTarget => ({
  ...(file !== null && { file }),
  ...(folder !== null && { folder }),
})

/** Null for what they cannot see. */
export async function seenBy(
  reader: Reader | UnitOfWork,
  actor: WorkContext['actor'],
  { file, folder }: ShareTarget,
): Promise<SeenTarget | null> {
  if (file !== undefined) {
    const row = await reader.find(StoredFile, file)
    return row && { kind: 'file', row, right: rightOf(row.abilities), mayShare: row.abilities.includes('share') }
  }
  const row = folder === undefined ? null : await reader.find(Folder, folder)
  return (
    row && {
      kind: 'folder',
      row,
      right: rightBelow(actor, row.organization),
      mayShare: row.abilities.includes('share'),
    }
  )
}

/** The most that somebody may do to any file of the organization: what lies in a folder is judged file by file when it is asked for. */
function rightBelow(actor: WorkContext['actor'], organization: string): FileRight {
  if (actor.kind === 'system' || actor.isSuperuser) return 'delete'
  const may = (action: Action) => reaches(actor, action, organization)
  if (!may('view')) return null
  return rightOf(['download', 'delete'].filter(may))
}

function reaches(principal: Principal, action: Action, organization: string): boolean {
  const scope = scopeFor(principal, action, StoredFile)
  return scope.kind === 'within' && scope.parts.some(({ organizations }) => organizations.includes(organization))
}

import { useMe } from '../session/me.ts'
import { ChoicePanel } from '../ui/choice-panel.tsx'
import type { FileRow } from './file-queries.ts'
import { words } from './words.ts'

type Owned = Pick<FileRow, 'uploadedBy' | 'uploadedByUsername'>

interface OwnerPanelProps {
  readonly chosen: readonly string[]
  /** Files in sight: who added them is offered. */
  readonly shown: readonly Owned[]
  readonly onChange: (chosen: string[]) => void
}

/** Oneself first, then those who added what is shown. */
export function OwnerPanel({ chosen, shown, onChange }: OwnerPanelProps) {
  const names = useOwnerNames(shown)
  const missing = chosen.filter((id) => !names.has(id)).map((id) => [id, id.slice(0, 8)] as const)
  return (
    <ChoicePanel
      choices={[...names, ...missing].map(([value, label]) => ({ value, label }))}
      chosen={chosen}
      onChange={onChange}
    />
  )
}

/** The names of people by id. */
export function useOwnerNames(shown: readonly Owned[]): ReadonlyMap<string, string> {
  const { user } = useMe()
  const others = shown.flatMap(({ uploadedBy, uploadedByUsername }) =>
    uploadedBy && uploadedByUsername && uploadedBy !== user.id ? [[uploadedBy, uploadedByUsername] as const] : [],
  )
  return new Map([[user.id, words.ownerMe], ...others])
}

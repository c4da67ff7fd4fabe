import { useMe } from '../session/me.ts'
import { ChoicePanel } from '../ui/choice-panel.tsx'
import type { FileRow } from './file-queries.ts'
import { words } from './words.ts'

type Owned = Pick<FileRow, 'createdBy' | 'createdByUsername'>

interface OwnerPanelProps {
  readonly chosen: readonly string[]
  /** Files in sight: whose they are is offered. */
  readonly shown: readonly Owned[]
  readonly onChange: (chosen: string[]) => void
}

/** Oneself first, then those whose own is what is shown. */
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
  const others = shown.flatMap(({ createdBy, createdByUsername }) =>
    createdBy && createdByUsername && createdBy !== user.id ? [[createdBy, createdByUsername] as const] : [],
  )
  return new Map([[user.id, words.ownerMe], ...others])
}

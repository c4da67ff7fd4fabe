import { useQueries, useQuery, useQueryClient } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import type { AnyRow, NamedResource } from '../resource/record-types.ts'
import { toastProblem } from '../ui/toast.tsx'
import { levelQuery, showMoved, type TreeLevel, type TreePart, treeApiOf } from './tree-levels.ts'
import { type TreeLine, treeLines } from './tree-lines.ts'
import { words } from './words.ts'

export type Line = TreeLine<AnyRow>

/** A tree of which only the unfolded parts are asked for: its lines, folding, and moving a node below another. */
export function useTree(resource: NamedResource, part: TreePart, isEnabled: boolean) {
  const client = useQueryClient()
  const [opened, setOpened] = useState<ReadonlyMap<string, boolean>>(new Map())
  const top = useQuery({ ...levelQuery(resource, null, part), enabled: isEnabled })
  const keyOf = useMemo(() => (row: AnyRow) => String(row[resource.key]), [resource])
  const levelOf = (parent: string | null) => client.getQueryData<TreeLevel>(levelQuery(resource, parent, part).queryKey)
  const { lines, wanted } = treeLines<AnyRow>({ keyOf, levelOf, opened })
  const below = useQueries({
    // The lines read what is there; a level that arrives must draw them anew.
    queries: wanted.map((parent) => ({ ...levelQuery(resource, parent, part), notifyOnChangeProps: 'all' as const })),
  })

  async function move(row: AnyRow, to: string | null): Promise<void> {
    const takeBack = showMoved(client, resource, row, { part, to })
    if (to !== null) open(to, true)
    try {
      await treeApiOf(resource).move({ id: keyOf(row), parent: to })
    } catch (error) {
      takeBack()
      toastProblem(error, words.notMoved(String(row[resource.title])))
    }
    await client.invalidateQueries({ queryKey: [resource.name] })
  }

  const open = (key: string, isOpen: boolean) => setOpened((current) => new Map(current).set(key, isOpen))
  return {
    lines,
    keyOf,
    open,
    move,
    isPending: top.isPending,
    /** Not everything at the top is shown. */
    isCut: top.data?.isCut === true,
    error: top.error ?? below.find(({ error }) => error)?.error ?? null,
    retry: () => client.invalidateQueries({ queryKey: [resource.name, 'tree'] }),
  }
}

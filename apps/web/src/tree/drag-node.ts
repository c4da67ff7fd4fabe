import { combine } from '@atlaskit/pragmatic-drag-and-drop/combine'
import { draggable, dropTargetForElements } from '@atlaskit/pragmatic-drag-and-drop/element/adapter'
import type { AnyRow, NamedResource } from '../resource/record-types.ts'
import { canOn } from '../session/abilities.ts'
import type { Line } from './use-tree.ts'

/** What is under way: a node of this resource. Nothing else can be dropped into its tree. */
interface Dragged extends Record<string | symbol, unknown> {
  readonly resource: string
  readonly line: Line
}

const isOf = (resource: NamedResource, data: Record<string | symbol, unknown>): data is Dragged =>
  data.resource === resource.name

/** Whether a node may be put below another one, as far as the reader's own lines tell. */
function mayGoBelow(resource: NamedResource, { node }: Line, target: Line | null): boolean {
  const key = node[resource.key]
  if (target === null) return node.parent !== null
  if (target.node[resource.key] === key || target.above.includes(String(key))) return false
  return node.parent !== target.node[resource.key] && node.organization === target.node.organization
}

interface RowDrag {
  readonly resource: NamedResource
  readonly line: Line
  readonly onDrop: (node: AnyRow, parent: string | null) => void
}

/** Makes a line of the tree something to drag, and something to drop others onto. */
export function dragRow(row: HTMLElement, { resource, line, onDrop }: RowDrag): () => void {
  return combine(
    draggable({
      element: row,
      canDrag: () => canOn('move', line.node),
      getInitialData: (): Dragged => ({ resource: resource.name, line }),
      onDragStart: () => row.setAttribute('data-dragged', ''),
      onDrop: () => row.removeAttribute('data-dragged'),
    }),
    dropTargetForElements({
      element: row,
      canDrop: ({ source }) => isOf(resource, source.data) && mayGoBelow(resource, source.data.line, line),
      onDragEnter: () => row.setAttribute('data-drop', 'below'),
      onDragLeave: () => row.removeAttribute('data-drop'),
      onDrop: ({ source }) => {
        row.removeAttribute('data-drop')
        if (isOf(resource, source.data)) onDrop(source.data.line.node, String(line.node[resource.key]))
      },
    }),
    () => {
      row.removeAttribute('data-drop')
      row.removeAttribute('data-dragged')
    },
  )
}

/** Whether what is under way can go to the top of this tree: it is of it, and not there yet. */
export const mayGoToTop = (resource: NamedResource, data: Record<string | symbol, unknown>): boolean =>
  isOf(resource, data) && mayGoBelow(resource, data.line, null)

/** Where a node is dropped to stand at the top. */
export const dropAtTop = (
  element: HTMLElement,
  resource: NamedResource,
  onDrop: (node: AnyRow) => void,
): (() => void) =>
  dropTargetForElements({
    element,
    canDrop: ({ source }) => mayGoToTop(resource, source.data),
    onDragEnter: () => element.setAttribute('data-drop', ''),
    onDragLeave: () => element.removeAttribute('data-drop'),
    onDrop: ({ source }) => {
      element.removeAttribute('data-drop')
      if (isOf(resource, source.data)) onDrop(source.data.line.node)
    },
  })

import { monitorForElements } from '@atlaskit/pragmatic-drag-and-drop/element/adapter'
import { IconArrowBarToUp } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import type { AnyRow, NamedResource } from '../resource/record-types.ts'
import { dropAtTop, mayGoToTop } from './drag-node.ts'
import styles from './tree-name.module.css'
import { words } from './words.ts'

interface TopTargetProps {
  readonly resource: NamedResource
  readonly onDrop: (node: AnyRow, parent: null) => void
}

/** While a node is dragged that is not at the top: where to drop it to get there. It covers the heads of the columns, so that nothing moves under the hand. */
export function TopTarget({ resource, onDrop }: TopTargetProps) {
  const [isShown, setIsShown] = useState(false)
  const target = useRef<HTMLParagraphElement>(null)
  useEffect(
    () =>
      monitorForElements({
        canMonitor: ({ source }) => source.data.resource === resource.name,
        onDragStart: ({ source }) => setIsShown(mayGoToTop(resource, source.data)),
        onDrop: () => setIsShown(false),
      }),
    [resource],
  )
  useEffect(() => {
    if (!target.current || !isShown) return undefined
    return dropAtTop(target.current, resource, (node) => onDrop(node, null))
  })
  return (
    <div className={styles.topPlace}>
      <p ref={target} className={styles.top} hidden={!isShown}>
        <IconArrowBarToUp size={16} aria-hidden />
        {words.topLevelShort}
      </p>
    </div>
  )
}

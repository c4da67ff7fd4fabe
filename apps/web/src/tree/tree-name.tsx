import { IconChevronDown, IconChevronRight } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import type { AnyRow, NamedResource } from '../resource/record-types.ts'
import { dragRow } from './drag-node.ts'
import styles from './tree-name.module.css'
import type { Line } from './use-tree.ts'
import { words } from './words.ts'

interface TreeNameProps {
  readonly resource: NamedResource
  readonly line: Line
  /** Found lines stand one below the other, without their tree. */
  readonly isFound: boolean
  readonly onOpen: (isOpen: boolean) => void
  readonly onDrop: (node: AnyRow, parent: string | null) => void
}

const stepPx = 20

/** The name of a node as deep as it stands, with what folds it. Its whole row can be dragged. */
export function TreeName({ resource, line, isFound, onOpen, onDrop }: TreeNameProps) {
  const cell = useRef<HTMLSpanElement>(null)
  useEffect(() => {
    const row = cell.current?.closest<HTMLElement>('[role="row"]')
    return row && !isFound ? dragRow(row, { resource, line, onDrop }) : undefined
  })
  const { node, level, isOpen } = line
  const name = String(node[resource.title])
  return (
    <span ref={cell} className={styles.name} style={{ paddingLeft: (level - 1) * stepPx }}>
      {!isFound &&
        (isOpen === undefined ? (
          <span className={styles.fold} />
        ) : (
          <button
            type="button"
            tabIndex={-1}
            className={styles.fold}
            aria-label={isOpen ? words.fold(name) : words.unfold(name)}
            onClick={() => onOpen(!isOpen)}
          >
            {isOpen ? <IconChevronDown size={16} aria-hidden /> : <IconChevronRight size={16} aria-hidden />}
          </button>
        ))}
      <Link
        to="."
        search={(before) => ({ ...before, open: String(node[resource.key]) })}
        tabIndex={-1}
        className={styles.open}
        draggable={false}
      >
        {name}
      </Link>
      {isFound && typeof node.parentName === 'string' && (
        <span className={styles.where}>{words.foundIn(node.parentName)}</span>
      )}
    </span>
  )
}

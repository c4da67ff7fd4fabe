import { Menu } from '@mantine/core'
import {
  IconArrowDown,
  IconArrowLeft,
  IconArrowRight,
  IconArrowsHorizontal,
  IconArrowsMinimize,
  IconArrowUp,
  IconChevronDown,
  IconEyeOff,
} from '@tabler/icons-react'
import { useState } from 'react'
import type { ArrangeColumns, Column } from './column.ts'
import { widthStep } from './column-layout.ts'
import styles from './data-grid.module.css'

import { words } from './words.ts'

interface ColumnMenuProps<Row> {
  readonly column: Column<Row>
  readonly onSort: (sort: string) => void
  readonly arrange: ArrangeColumns
  readonly onWiden: (pixels: number) => void
}

/** All that can be done with a column, also without a mouse. */
export function ColumnMenu<Row>({ column, onSort, arrange, onWiden }: ColumnMenuProps<Row>) {
  const { key, label, sortBy } = column
  const [isUsed, setIsUsed] = useState(false)
  const button = (
    <button
      type="button"
      className={styles.columnMenu}
      aria-label={words.columnMenu(label)}
      aria-haspopup="menu"
      title={words.keys}
      onClick={() => setIsUsed(true)}
    >
      <IconChevronDown size={14} aria-hidden />
    </button>
  )
  // A list has many columns, and most menus are never opened.
  if (!isUsed) return button
  return (
    <Menu width={200} defaultOpened position="bottom-start">
      <Menu.Target>{button}</Menu.Target>
      <Menu.Dropdown>
        {sortBy && (
          <>
            <Menu.Item leftSection={<IconArrowUp size={16} />} onClick={() => onSort(sortBy)}>
              {words.sortUp}
            </Menu.Item>
            <Menu.Item leftSection={<IconArrowDown size={16} />} onClick={() => onSort(`-${sortBy}`)}>
              {words.sortDown}
            </Menu.Item>
            <Menu.Divider />
          </>
        )}
        <Menu.Item
          leftSection={<IconArrowsHorizontal size={16} />}
          rightSection="Shift →"
          closeMenuOnClick={false}
          onClick={() => onWiden(widthStep * 2)}
        >
          {words.wider}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconArrowsMinimize size={16} />}
          rightSection="Shift ←"
          closeMenuOnClick={false}
          onClick={() => onWiden(-widthStep * 2)}
        >
          {words.narrower}
        </Menu.Item>
        {!arrange.isFixed(key) && (
          <>
            <Menu.Divider />
            <Menu.Item
              leftSection={<IconArrowLeft size={16} />}
              rightSection="Alt ←"
              onClick={() => arrange.onMoveBy(key, -1)}
            >
              {words.moveLeft}
            </Menu.Item>
            <Menu.Item
              leftSection={<IconArrowRight size={16} />}
              rightSection="Alt →"
              onClick={() => arrange.onMoveBy(key, 1)}
            >
              {words.moveRight}
            </Menu.Item>
            <Menu.Item leftSection={<IconEyeOff size={16} />} onClick={() => arrange.onHide(key)}>
              {words.hide}
            </Menu.Item>
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  )
}

import { ActionIcon, Menu } from '@mantine/core'
import { IconDots } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'

interface RowMenuProps {
  readonly label: string
  readonly children: ReactNode
}

/** The menu at the end of a row. Before it is first asked for it is only its button: a list has many rows. */
export function RowMenu({ label, children }: RowMenuProps) {
  const [isUsed, setIsUsed] = useState(false)
  const button = (
    <ActionIcon size={26} tabIndex={-1} aria-label={label} aria-haspopup="menu" onClick={() => setIsUsed(true)}>
      <IconDots size={16} />
    </ActionIcon>
  )
  if (!isUsed) return button
  return (
    <Menu width={200} defaultOpened>
      <Menu.Target>{button}</Menu.Target>
      <Menu.Dropdown>{children}</Menu.Dropdown>
    </Menu>
  )
}

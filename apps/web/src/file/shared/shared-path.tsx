import { IconArrowUp } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { IconButton } from '../../ui/icon-button.tsx'
import styles from '../breadcrumb.module.css'
import { words as fileWords } from '../words.ts'
import { words } from './words.ts'

interface SharedPathProps {
  /** From the topmost shared folder down; the last is where one is. */
  readonly path: readonly { readonly id: string; readonly name: string }[]
  readonly onUp: () => void
}

/** The way from all that is shared to the open folder. */
export function SharedPath({ path, onUp }: SharedPathProps) {
  const steps = [{ id: undefined, name: words.title }, ...path.slice(0, -1)]
  return (
    <nav className={styles.path} aria-label={fileWords.path}>
      <IconButton label={fileWords.up} hotkey="⌫" size={24} onClick={onUp}>
        <IconArrowUp size={16} />
      </IconButton>
      <ol className={styles.steps}>
        {steps.map(({ id, name }) => (
          <li key={id ?? 'all'} className={styles.step}>
            <Link to="." search={(before) => ({ ...before, folder: id })} className={styles.link ?? ''}>
              {name}
            </Link>
          </li>
        ))}
      </ol>
    </nav>
  )
}

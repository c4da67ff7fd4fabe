import type { ReactNode } from 'react'
import styles from './preview.module.css'

/** A page to read on: a note above where there is one, the rest scrolls, by keyboard too. */
export function Sheet({ name, note, children }: { name: string; note?: ReactNode; children: ReactNode }) {
  return (
    <div className={styles.sheet}>
      {note && <div className={styles.sheetHead}>{note}</div>}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <section className={styles.scroll} tabIndex={0} aria-label={name} data-scrolls>
        {children}
      </section>
    </div>
  )
}

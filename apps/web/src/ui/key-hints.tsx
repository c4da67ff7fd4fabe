import styles from './key-hints.module.css'

/** Which key does what, for those who have a keyboard in front of them. */
export function KeyHints({ hints }: { hints: readonly (readonly [key: string, does: string])[] }) {
  return (
    <ul className={styles.hints}>
      {hints.map(([key, does]) => (
        <li key={key}>
          <kbd className={styles.key}>{key}</kbd> {does}
        </li>
      ))}
    </ul>
  )
}

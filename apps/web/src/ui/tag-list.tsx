import styles from './tag-list.module.css'

interface TagListProps {
  readonly tags: readonly string[]
  /** The colour of each tag that has one. */
  readonly colors?: ReadonlyMap<string, string> | undefined
}

/** Tags in one line; those that do not fit are counted by the reader's eye on hover. */
export function TagList({ tags, colors }: TagListProps) {
  return (
    <span className={styles.list} title={tags.join(', ')}>
      {tags.map((tag) => (
        <span key={tag} className={styles.tag}>
          {colors?.get(tag) && <span className={styles.dot} style={{ background: colors.get(tag) }} aria-hidden />}
          {tag}
        </span>
      ))}
    </span>
  )
}

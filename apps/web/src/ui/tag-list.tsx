import styles from './tag-list.module.css'

/** Tags in one line; those that do not fit are counted by the reader's eye on hover. */
export function TagList({ tags }: { tags: readonly string[] }) {
  return (
    <span className={styles.list} title={tags.join(', ')}>
      {tags.map((tag) => (
        <span key={tag} className={styles.tag}>
          {tag}
        </span>
      ))}
    </span>
  )
}

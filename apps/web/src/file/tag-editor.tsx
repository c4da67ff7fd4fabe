import { useQuery } from '@tanstack/react-query'
import { TagList } from '../ui/tag-list.tsx'
import { TagsField } from '../ui/tags-field.tsx'
import styles from './details-pane.module.css'
import { type FileRow, tagsQuery } from './file-queries.ts'
import { words } from './words.ts'

interface TagEditorProps {
  readonly file: FileRow
  readonly mayChange: boolean
  readonly onChange: (tags: string[]) => void
}

/** Tags save themselves as they come and go. */
export function TagEditor({ file, mayChange, onChange }: TagEditorProps) {
  const { data } = useQuery({ ...tagsQuery(file.organization), enabled: mayChange })
  if (!mayChange) {
    return (
      <section>
        <h3 className={styles.heading}>{words.tags}</h3>
        {file.tags.length ? <TagList tags={file.tags} /> : '–'}
      </section>
    )
  }
  return (
    <TagsField
      label={<span className={styles.heading}>{words.tags}</span>}
      aria-label={words.tags}
      placeholder={file.tags.length ? '' : words.addTag}
      value={file.tags}
      onChange={onChange}
      suggestions={data?.map(({ tag }) => tag) ?? []}
      maxTags={50}
    />
  )
}

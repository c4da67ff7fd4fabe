import { type FileKind, fileExtension, typeOfExtension } from '@groundwork/domain'
import {
  type Icon,
  IconFile,
  IconFileDescription,
  IconFileMusic,
  IconFileText,
  IconMovie,
  IconPhoto,
} from '@tabler/icons-react'
import styles from './file-icon.module.css'

const icons: Record<FileKind, Icon> = {
  document: IconFileDescription,
  image: IconPhoto,
  video: IconMovie,
  audio: IconFileMusic,
  text: IconFileText,
  other: IconFile,
}

/** What a name promises; the server looks at the bytes. */
export const kindOfName = (name: string): FileKind => typeOfExtension(fileExtension(name))?.kind ?? 'other'

export function FileIcon({ kind, size }: { kind: FileKind; size: number }) {
  const Icon = icons[kind]
  return <Icon size={size} stroke={1.5} aria-hidden className={styles.icon} data-kind={kind} />
}

import { useEffect, useState } from 'react'
import { thumbnailUrl } from '../file/thumbnails.ts'
import styles from './avatar.module.css'

interface AvatarProps {
  readonly name: string
  /** The id of a file, if there is a picture. */
  readonly picture: string | null
  readonly size: number
}

/** Somebody's picture, or their initials. The name is said beside it: this is only to look at. */
export function Avatar({ name, picture, size }: AvatarProps) {
  const [url, setUrl] = useState<string | null>(null)

  useEffect(() => {
    if (picture === null) return
    let isShown = true
    // A picture that may not be seen, or is not there any more, leaves the initials.
    thumbnailUrl(picture).then(
      (made) => isShown && setUrl(made),
      () => undefined,
    )
    return () => {
      isShown = false
      setUrl(null)
    }
  }, [picture])

  return (
    <span
      className={styles.avatar}
      style={{ width: size, height: size, fontSize: size > 40 ? 20 : 12 }}
      data-initials={url ? undefined : initialsOf(name)}
    >
      {url && <img src={url} alt="" className={styles.picture} />}
    </span>
  )
}

/** `Ada Lovelace` -> `AL`, `admin` -> `AD`. */
function initialsOf(name: string): string {
  const [first = '', ...others] = name.split(/[\s._@-]+/u)
  const last = others.at(-1)
  return (last ? `${first[0]}${last[0]}` : first.slice(0, 2)).toUpperCase()
}

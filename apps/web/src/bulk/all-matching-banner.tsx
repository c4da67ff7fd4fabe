import { Button } from '@mantine/core'
import styles from './bulk.module.css'
import { words } from './words.ts'

interface AllMatchingBannerProps {
  readonly plural: string
  readonly loaded: number
  readonly total: number
  readonly isTotalExact: boolean
  readonly isAll: boolean
  readonly onAll: (isAll: boolean) => void
}

/** All rows in sight are chosen, but there are more: those as well? */
export function AllMatchingBanner({ plural, loaded, total, isTotalExact, isAll, onAll }: AllMatchingBannerProps) {
  return (
    <div className={styles.banner} role="status">
      {isAll ? words.allMatching(total, isTotalExact, plural) : words.allLoaded(loaded, plural)}
      <Button size="compact-sm" variant="subtle" onClick={() => onAll(!isAll)}>
        {isAll ? words.onlyLoaded : words.selectAllMatching(total, isTotalExact)}
      </Button>
    </div>
  )
}

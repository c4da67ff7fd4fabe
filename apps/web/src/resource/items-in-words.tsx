import type { Address } from '@groundwork/domain'
import { addressText } from '../channels/address-text.ts'
import type { AnyRow } from './record-types.ts'
import styles from './value.module.css'
import { spell, words } from './words.ts'

interface ItemsInWordsProps {
  readonly items: readonly AnyRow[]
  readonly isWhole: boolean
}

/** The primary one and how many more; or all of them, each with its kind. */
export function ItemsInWords({ items, isWhole }: ItemsInWordsProps) {
  if (!items.length) return <span className={styles.none}>–</span>
  const first = items.find(({ isPrimary }) => isPrimary === true) ?? items[0]
  if (!isWhole) {
    return (
      <span title={items.map((item) => contentOf(item)).join('\n')}>
        {first && contentOf(first)}
        {items.length > 1 && <span className={styles.none}> +{items.length - 1}</span>}
      </span>
    )
  }
  return (
    <ul>
      {items.map((item, place) => (
        <li key={String(item.id ?? place)}>
          {contentOf(item)} <span className={styles.none}>{kindOf(item)}</span>
        </li>
      ))}
    </ul>
  )
}

/** What an item is about: the member that is neither its id nor its kind nor whether it comes first. */
function contentOf(item: AnyRow): string {
  const [, value] = Object.entries(item).find(([name]) => !isAside(name)) ?? []
  return typeof value === 'object' && value !== null ? addressText(value as Address) : String(value ?? '')
}

function kindOf(item: AnyRow): string {
  const [, kind] = Object.entries(item).find(([name]) => name.endsWith('Type')) ?? []
  return [typeof kind === 'string' && spell(kind), item.isPrimary === true && words.primary].filter(Boolean).join(', ')
}

const isAside = (name: string) => name === 'id' || name === 'isPrimary' || name.endsWith('Type')

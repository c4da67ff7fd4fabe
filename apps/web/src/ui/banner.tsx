import type { ReactNode } from 'react'
import styles from './banner.module.css'

interface BannerProps {
  readonly tone: 'busy' | 'warn'
  readonly icon: ReactNode
  readonly children: ReactNode
}

/** A line above the page that stays as long as what it says. Whatever shows it is a status region, which is there before. */
export function Banner({ tone, icon, children }: BannerProps) {
  return (
    <p className={styles.banner} data-tone={tone}>
      {icon}
      <span>{children}</span>
    </p>
  )
}

/** How a link, or a button, looks within one. */
export const bannerLink = styles.link ?? ''

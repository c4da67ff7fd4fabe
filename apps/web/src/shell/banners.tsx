import { useDebouncedValue } from '@mantine/hooks'
import { IconCloudOff, IconShieldExclamation, IconShieldOff } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useConnectivity } from '../api/connectivity.ts'
import { statusQuery } from '../api/status.ts'
import styles from './banners.module.css'
import { words } from './words.ts'

/** What everybody must know while it is so: no connection, no virus scan. */
export function Banners() {
  const connectivity = useConnectivity()
  // A hiccup is no news.
  const [lasting] = useDebouncedValue(connectivity, 1_000)
  const scanning = useQuery(statusQuery).data?.scanning
  return (
    <div role="status">
      {connectivity !== 'online' && connectivity === lasting && (
        <Banner tone="busy" icon={<IconCloudOff size={16} aria-hidden />}>
          {words.connection[connectivity]}
        </Banner>
      )}
      {scanning === 'none' && (
        <Banner tone="warn" icon={<IconShieldOff size={16} aria-hidden />}>
          {words.notScanned}
        </Banner>
      )}
      {scanning === 'unreachable' && (
        <Banner tone="warn" icon={<IconShieldExclamation size={16} aria-hidden />}>
          {words.scannerDown}
        </Banner>
      )}
    </div>
  )
}

function Banner({ tone, icon, children }: { tone: 'busy' | 'warn'; icon: ReactNode; children: ReactNode }) {
  return (
    <p className={styles.banner} data-tone={tone}>
      {icon}
      <span>{children}</span>
    </p>
  )
}

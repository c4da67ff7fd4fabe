import { UnstyledButton } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import {
  IconCloudOff,
  IconDatabaseExclamation,
  IconEye,
  IconShieldExclamation,
  IconShieldLock,
  IconShieldOff,
} from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link, useRouter } from '@tanstack/react-router'
import { useConnectivity } from '../api/connectivity.ts'
import { statusQuery } from '../api/status.ts'
import { useQuotaNews } from '../file/quota/use-quota-news.ts'
import { useMe } from '../session/me.ts'
import { endPreview } from '../session/preview.ts'
import { Banner, bannerLink } from '../ui/banner.tsx'
import { formatList } from '../ui/format.ts'
import { words } from './words.ts'

/** What everybody must know while it is so: no connection, no virus scan, an organization that waits for a second factor. */
export function Banners() {
  const connectivity = useConnectivity()
  // A hiccup is no news.
  const [lasting] = useDebouncedValue(connectivity, 1_000)
  const scanning = useQuery(statusQuery).data?.scanning
  const { withheld, preview } = useMe()
  const quotaNews = useQuotaNews()
  const router = useRouter()
  const stop = async () => {
    await endPreview()
    await router.invalidate()
  }
  return (
    <div role="status">
      {preview && (
        <Banner tone="busy" icon={<IconEye size={16} aria-hidden />}>
          {words.previewing(preview.role)}{' '}
          <UnstyledButton className={bannerLink} onClick={() => void stop()}>
            {words.stopPreview}
          </UnstyledButton>
        </Banner>
      )}
      {withheld.length > 0 && (
        <Banner tone="busy" icon={<IconShieldLock size={16} aria-hidden />}>
          {words.withheld(formatList(withheld.map(({ organizationName }) => organizationName)))}{' '}
          <Link to="/account/security" className={bannerLink}>
            {words.setUpSecondStep}
          </Link>
        </Banner>
      )}
      {connectivity !== 'online' && connectivity === lasting && (
        <Banner tone="busy" icon={<IconCloudOff size={16} aria-hidden />}>
          {words.connection[connectivity]}
        </Banner>
      )}
      {quotaNews && (
        <Banner tone="warn" icon={<IconDatabaseExclamation size={16} aria-hidden />}>
          {quotaNews.words}{' '}
          <Link to="/storage" search={{ org: quotaNews.organization }} className={bannerLink}>
            {words.seeStorage}
          </Link>
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

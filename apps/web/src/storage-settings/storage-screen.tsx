import { Organization } from '@groundwork/domain'
import { IconLock, IconSitemap } from '@tabler/icons-react'
import account from '../account/account-screen.module.css'
import { useQuotaOrganization } from '../file/quota-bar.tsx'
import { useAbilities } from '../session/abilities.ts'
import { useMe } from '../session/me.ts'
import { EmptyState } from '../ui/empty-state.tsx'
import { PlaceSection } from './place-section.tsx'
import { PolicyForm } from './policy-form.tsx'
import { SpaceSection } from './space-section.tsx'
import styles from './storage-settings.module.css'
import { words } from './words.ts'

/** The space of one organization and the rules its files follow. */
export function StorageScreen() {
  const organization = useQuotaOrganization()
  const { can } = useAbilities()
  const { isSuperuser } = useMe()
  if (!organization) return <EmptyState icon={IconSitemap} title={words.chooseTitle} hint={words.chooseHint} />
  if (!can('view', Organization, organization))
    return <EmptyState icon={IconLock} title={words.noViewTitle} hint={words.noViewHint} />
  return (
    <div className={styles.screen}>
      <h1>{words.title}</h1>
      <div className={account.sections}>
        <SpaceSection key={`space ${organization}`} organization={organization} />
        {isSuperuser && <PlaceSection key={`place ${organization}`} organization={organization} />}
        <PolicyForm key={organization} organization={organization} />
      </div>
    </div>
  )
}

import { Membership } from '@groundwork/domain'
import { ResourceScreen } from '../resource/resource-screen.tsx'
import { words } from './words.ts'

/** Who belongs to which organization, as what. */
export function MemberScreen() {
  return (
    <ResourceScreen
      resource={Membership}
      plural={words.members}
      title={words.membersTitle}
      columns={['username', 'roleName', 'organizationName', 'isActive', 'createdAt']}
      widths={{ username: 'minmax(140px, 2fr)', createdAt: '112px' }}
      isReadOnly
    />
  )
}

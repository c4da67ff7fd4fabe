import { Invitation, Membership } from '@groundwork/domain'
import { Menu, SegmentedControl } from '@mantine/core'
import { IconMailForward, IconQuestionMark } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { gw } from '../api/client.ts'
import { putRows } from '../api/row-cache.ts'
import { useCurrentOrganization } from '../organization/organization-queries.ts'
import type { AnyRow } from '../resource/record-types.ts'
import { ResourceScreen } from '../resource/resource-screen.tsx'
import { canOn, useAbilities } from '../session/abilities.ts'
import { ConfirmDialog } from '../ui/confirm-dialog.tsx'
import { toast, toastProblem } from '../ui/toast.tsx'
import { AccountItems } from './account-items.tsx'
import type { MemberSearch } from './member-search.ts'
import { words } from './words.ts'

/** Who belongs to which organization, as what; and who has been asked to. */
export function MemberScreen() {
  const { show } = useSearch({ strict: false }) as MemberSearch
  const { can } = useAbilities()
  const organization = useCurrentOrganization()
  const neighbours = can('view', Invitation, organization) && <Switcher isInvitations={show === 'invitations'} />
  return show === 'invitations' ? <Invitations neighbours={neighbours} /> : <Members neighbours={neighbours} />
}

function Switcher({ isInvitations }: { isInvitations: boolean }) {
  const navigate = useNavigate()
  return (
    <SegmentedControl
      size="xs"
      aria-label={words.membersOrInvitations}
      value={isInvitations ? 'invitations' : 'members'}
      data={[
        { value: 'members', label: words.membersTitle },
        { value: 'invitations', label: words.invitationsTitle },
      ]}
      onChange={(value) =>
        void navigate({
          to: '.',
          search: ({ org }) => ({ org, show: value === 'invitations' ? ('invitations' as const) : undefined }),
        })
      }
    />
  )
}

type Neighbours = Parameters<typeof ResourceScreen>[0]['neighbours']

function Members({ neighbours }: { neighbours: Neighbours }) {
  const navigate = useNavigate()
  const client = useQueryClient()
  const [leaving, setLeaving] = useState<{ readonly id: string; readonly username: string } | null>(null)
  const [helped, setHelped] = useState<{ readonly id: string; readonly username: string } | null>(null)
  const deactivate = async (id: string) => {
    putRows(client, 'user', [await gw.user.deactivate({ id })])
    setLeaving(null)
    toast(words.deactivated)
  }
  const resetFactor = async (id: string) => {
    putRows(client, 'user', [await gw.user.resetSecondFactor({ id })])
    setHelped(null)
    toast(words.factorReset)
  }
  const explain = ({ user, organization }: AnyRow) =>
    void navigate({ to: '/explain', search: { org: String(organization), user: String(user) } })
  return (
    <>
      <ResourceScreen
        resource={Membership}
        plural={words.members}
        title={words.membersTitle}
        columns={['username', 'roleName', 'organizationName', 'isActive', 'createdAt']}
        widths={{ username: 'minmax(140px, 2fr)', isActive: '88px', createdAt: '112px' }}
        neighbours={neighbours}
        rowItems={(row) => (
          <>
            <Menu.Item leftSection={<IconQuestionMark size={16} />} onClick={() => explain(row)}>
              {words.explainMember}
            </Menu.Item>
            <AccountItems
              user={String(row.user)}
              organization={String(row.organization)}
              onDeactivate={setLeaving}
              onResetFactor={setHelped}
            />
          </>
        )}
      />
      {leaving && (
        <ConfirmDialog
          title={words.deactivateTitle(leaving.username)}
          confirmLabel={words.deactivate}
          isGrave
          onConfirm={() => deactivate(leaving.id)}
          onClose={() => setLeaving(null)}
        >
          <p>{words.deactivateHint}</p>
        </ConfirmDialog>
      )}
      {helped && (
        <ConfirmDialog
          title={words.resetFactorTitle(helped.username)}
          confirmLabel={words.resetFactor}
          isGrave
          onConfirm={() => resetFactor(helped.id)}
          onClose={() => setHelped(null)}
        >
          <p>{words.resetFactorHint}</p>
        </ConfirmDialog>
      )}
    </>
  )
}

function Invitations({ neighbours }: { neighbours: Neighbours }) {
  const resend = async ({ id, email }: AnyRow) => {
    try {
      await gw.invitation.resend({ id: String(id) })
      toast(words.resent(String(email)))
    } catch (error) {
      toastProblem(error)
    }
  }
  return (
    <ResourceScreen
      resource={Invitation}
      plural={words.invitations}
      title={words.invitationsTitle}
      columns={['email', 'roleName', 'organizationName', 'expiresAt']}
      widths={{ email: 'minmax(160px, 2fr)', expiresAt: '112px' }}
      neighbours={neighbours}
      rowItems={(row) =>
        canOn('resend', row) && (
          <Menu.Item leftSection={<IconMailForward size={16} />} onClick={() => void resend(row)}>
            {words.resend}
          </Menu.Item>
        )
      }
    />
  )
}

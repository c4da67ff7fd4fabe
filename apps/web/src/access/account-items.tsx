import { User } from '@groundwork/domain'
import { Menu } from '@mantine/core'
import { IconDeviceMobileOff, IconUserCheck, IconUserOff } from '@tabler/icons-react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { gw } from '../api/client.ts'
import { putRows } from '../api/row-cache.ts'
import { rowQuery } from '../api/rows.ts'
import { useAbilities } from '../session/abilities.ts'
import { useMe } from '../session/me.ts'
import { toast, toastProblem } from '../ui/toast.tsx'
import { words } from './words.ts'

interface AccountItemsProps {
  readonly user: string
  readonly organization: string
  /** Asks before it is done: it ends everything that person does, everywhere. */
  readonly onDeactivate: (person: { readonly id: string; readonly username: string }) => void
  /** Asks before it is done, too: from then on the password alone opens the account. */
  readonly onResetFactor: (person: { readonly id: string; readonly username: string }) => void
}

/** Whether a person may sign in at all. The server lets only those decide who administer every organization of theirs. */
export function AccountItems({ user, organization, onDeactivate, onResetFactor }: AccountItemsProps) {
  const { data: person } = useQuery(rowQuery('user', user))
  const client = useQueryClient()
  const { can } = useAbilities()
  const me = useMe()
  if (!person || person.id === me.user.id || !can('deactivate', User, organization)) return null

  async function activate() {
    try {
      putRows(client, 'user', [await gw.user.activate({ id: user })])
      toast(words.activated)
    } catch (error) {
      toastProblem(error)
    }
  }

  return (
    <>
      {me.isSuperuser && person.hasSecondFactor && (
        <Menu.Item leftSection={<IconDeviceMobileOff size={16} />} onClick={() => onResetFactor(person)}>
          {words.resetFactor}
        </Menu.Item>
      )}
      {person.isActive ? (
        <Menu.Item color="red" leftSection={<IconUserOff size={16} />} onClick={() => onDeactivate(person)}>
          {words.deactivate}
        </Menu.Item>
      ) : (
        <Menu.Item leftSection={<IconUserCheck size={16} />} onClick={() => void activate()}>
          {words.activate}
        </Menu.Item>
      )}
    </>
  )
}

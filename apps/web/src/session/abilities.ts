import type { Action } from '@groundwork/domain'
import { useMemo } from 'react'
import { type Abilities, abilitiesOf, type Governed } from './abilities-of.ts'
import { useMe } from './me.ts'

export type { Abilities, Governed } from './abilities-of.ts'

/** Whether this may be done to a row: the server says so with each. */
export const canOn = (action: Action, row: object): boolean =>
  'abilities' in row && Array.isArray(row.abilities) && row.abilities.includes(action)

export function useAbilities(): Abilities {
  const me = useMe()
  return useMemo(() => abilitiesOf(me), [me])
}

/** The resources the frame must judge before their definitions are loaded with their screens. */
export const governed = {
  file: { name: 'file', key: 'id', scope: { kind: 'organization', field: 'organization' } },
  folder: { name: 'folder', key: 'id', scope: { kind: 'organization', field: 'organization' } },
  product: { name: 'product', key: 'id', scope: { kind: 'organization', field: 'organization' } },
  membership: { name: 'membership', key: 'id', scope: { kind: 'organization', field: 'organization' } },
  organization: { name: 'organization', key: 'id', scope: { kind: 'organization', field: 'id' } },
  role: { name: 'role', key: 'id', scope: { kind: 'organization', field: 'organization', unowned: 'shared' } },
  auditEntry: { name: 'auditEntry', key: 'id', scope: { kind: 'organization', field: 'organization' } },
} as const satisfies Record<string, Governed>

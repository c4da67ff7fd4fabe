import { quotaLevel, usedPercent } from '@groundwork/domain'
import { useQuery } from '@tanstack/react-query'
import { governed, useAbilities } from '../../session/abilities.ts'
import { quotaQuery } from '../file-queries.ts'
import { useQuotaOrganization } from '../quota-bar.tsx'
import { words } from './words.ts'

/** What those who add files must know of the space they have: nothing, until it comes to an end. */
export function useQuotaNews(): { readonly organization: string; readonly words: string } | null {
  const organization = useQuotaOrganization()
  const { can } = useAbilities()
  const isAsked = organization !== undefined && can('add', governed.file, organization)
  const { data } = useQuery({ ...quotaQuery(organization ?? ''), enabled: isAsked })
  if (!data || !isAsked) return null
  const level = quotaLevel(data)
  return level === 'fine' ? null : { organization, words: words.banner[level](usedPercent(data)) }
}

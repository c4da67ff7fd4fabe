import { defaultLinkDays, endAfterDays } from '@groundwork/domain'

/** Days until something ends by itself; `never` must be asked for. */
export const lifetimes = ['1', '7', `${defaultLinkDays}`, '30', '90', 'never'] as const
export type Lifetime = (typeof lifetimes)[number]

export const defaultLifetime: Lifetime = `${defaultLinkDays}`

/** When something that begins now ends; null for never. */
export const endOf = (lifetime: Lifetime, now: Date): string | null =>
  lifetime === 'never' ? null : endAfterDays(now, Number(lifetime))

import { outlines } from 'virtual:resource-outlines'
import { unlistedKinds } from '@groundwork/domain'

/** All that entries speak of, as the domain has it, but without the definitions: the address is read before any screen is open. */
export const auditedKinds: readonly string[] = [
  ...outlines.map(({ name }) => name).filter((name) => name !== 'auditEntry'),
  ...unlistedKinds,
]

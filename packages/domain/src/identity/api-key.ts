import { z } from 'zod'
import { grantSchema } from '../access/grant.ts'
import { printable } from '../resource/field.ts'

/** What a key may do is what its user may do, less what these leave out. */
export const newApiKey = z.strictObject({
  name: printable.trim().min(1).max(120),
  organization: z.uuid().optional(),
  grants: z.array(grantSchema).min(1).max(200).nullish(),
  expiresAt: z.iso.datetime({ offset: true }).nullish(),
})
export type NewApiKey = z.infer<typeof newApiKey>

/** One's own keys, or those bound to an organization. */
export const apiKeyList = z.strictObject({ organization: z.uuid().optional() })
export type ApiKeyList = z.infer<typeof apiKeyList>

export const apiKeyRead = z.object({
  id: z.uuid(),
  /** Whose rights it has. */
  user: z.uuid(),
  username: z.string(),
  name: z.string(),
  /** The visible part, by which people tell their keys apart. */
  prefix: z.string(),
  organization: z.uuid().nullable(),
  grants: z.array(grantSchema).nullable(),
  expiresAt: z.iso.datetime().nullable(),
  lastUsedAt: z.iso.datetime().nullable(),
  rotatedAt: z.iso.datetime().nullable(),
  createdAt: z.iso.datetime(),
})
export type ApiKey = z.infer<typeof apiKeyRead>

/** The key itself is in this one answer and in no other. */
export const createdApiKey = apiKeyRead.extend({ key: z.string() })
export type CreatedApiKey = z.infer<typeof createdApiKey>

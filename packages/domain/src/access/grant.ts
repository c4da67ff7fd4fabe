import { z } from 'zod'
import type { Filter } from '../filter/filter.ts'
import type { Grant } from './principal.ts'

/** A rule's filter is checked against its resource when a role is saved; here only its outer shape. */
const ruleFilter = z.record(z.string(), z.unknown()) as unknown as z.ZodType<Filter>

export const grantSchema: z.ZodType<Grant> = z.strictObject({
  resource: z.string().min(1).max(60),
  action: z.string().min(1).max(60),
  fields: z.array(z.string().min(1).max(60)).max(200).exactOptional(),
  where: ruleFilter.exactOptional(),
})

/** All of a role or a key. */
export const grantsSchema = z.array(grantSchema).max(500)

import { grantSchema } from '@groundwork/domain'
import { z } from 'zod'

const word = z.string().min(1).max(100)

/** A question about rows in general, about one (`id`), about a `field`; of the caller, or of a `user` or `role` somewhere. */
export const explainInput = z.strictObject({
  action: word,
  resource: word,
  id: word.optional(),
  field: word.optional(),
  organization: z.uuid().optional(),
  user: z.uuid().optional(),
  role: word.optional(),
})

export const explanation = z.object({
  isAllowed: z.boolean(),
  reason: z.enum([
    'superuser',
    'own_row',
    'shared',
    'granted',
    'no_membership',
    'no_grant',
    'row_not_covered',
    'field_not_covered',
    'withheld',
  ]),
  words: z.string(),
  grants: z
    .array(
      z.object({
        organization: z.uuid(),
        organizationName: z.string(),
        role: z.string(),
        grant: grantSchema,
        verdict: z.enum(['allows', 'other_action', 'row_not_covered', 'field_not_covered']),
        words: z.string(),
      }),
    )
    .readonly(),
})

/** The role by its id or slug. */
export const viewAsInput = z.strictObject({ organization: z.uuid(), role: z.string().min(1).max(60) })

/** `expiresIn`: seconds until `access` ends. There is no refresh. */
export const previewToken = z.object({ access: z.string(), expiresIn: z.int() })

import { z } from 'zod'

/** A role by its id, or by its slug: seeded roles have the same slug everywhere and another id in each database. */
export const idOrSlug = z.string().trim().min(1).max(60)

/** The same schema, with a role that may be named in either way. */
export function namingRole<Input>(schema: z.ZodType<Input>, role: z.ZodType = idOrSlug): z.ZodType<Input> {
  return (schema as unknown as z.ZodObject).extend({ role }) as unknown as z.ZodType<Input>
}

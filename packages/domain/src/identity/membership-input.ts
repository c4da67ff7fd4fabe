import { z } from 'zod'
import { Membership } from '../organization/membership.ts'
import type { CreateOf, PatchOf } from '../resource/define-resource.ts'

/** A role by its id, or by its slug: seeded roles have the same slug everywhere and another id in each database. */
const role = z.string().trim().min(1).max(60)

export const newMembership: z.ZodType<CreateOf<typeof Membership>> = accepting(Membership.create, role)
export const membershipPatch: z.ZodType<PatchOf<typeof Membership>> = accepting(Membership.patch, role.optional())

function accepting<Input>(schema: z.ZodType<Input>, roleSchema: z.ZodType): z.ZodType<Input> {
  return (schema as unknown as z.ZodObject).extend({ role: roleSchema }) as unknown as z.ZodType<Input>
}

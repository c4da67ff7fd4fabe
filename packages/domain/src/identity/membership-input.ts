import type { z } from 'zod'
import { idOrSlug, namingRole } from '../access/role-by-slug.ts'
import { Membership } from '../organization/membership.ts'
import type { CreateOf, PatchOf } from '../resource/define-resource.ts'

export const newMembership: z.ZodType<CreateOf<typeof Membership>> = namingRole(Membership.create)
export const membershipPatch: z.ZodType<PatchOf<typeof Membership>> = namingRole(Membership.patch, idOrSlug.optional())

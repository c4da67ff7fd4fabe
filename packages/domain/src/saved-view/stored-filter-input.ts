import type { z } from 'zod'
import { idOrSlug, namingRole } from '../access/role-by-slug.ts'
import type { CreateOf, PatchOf } from '../resource/define-resource.ts'
import { StoredFilter } from './stored-filter.ts'

const role = idOrSlug.nullable().optional()

export const newStoredFilter: z.ZodType<CreateOf<typeof StoredFilter>> = namingRole(StoredFilter.create, role)
export const storedFilterPatch: z.ZodType<PatchOf<typeof StoredFilter>> = namingRole(StoredFilter.patch, role)

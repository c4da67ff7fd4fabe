import { z } from 'zod'

const related = {
  relatedObjectType: z.string().min(1).max(50).optional(),
  relatedObjectId: z.string().min(1).max(100).optional(),
}
const filePath = z.string().min(1).max(600)

export const signing = z.strictObject({ filePath, expiresIn: z.int().optional(), ...related })
export const deleting = z.strictObject({ filePath, hardDelete: z.boolean().default(false), ...related })

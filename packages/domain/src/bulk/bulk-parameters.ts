import { z } from 'zod'
import { printable, word } from '../resource/field.ts'
import { jsonObject } from '../resource/json-object.ts'

/** What can be done with every row of a list at once. */
export const bulkActions = ['update', 'tag', 'delete', 'restore'] as const
export type BulkAction = (typeof bulkActions)[number]

/** Which rows are meant: those of the list that had this filter and these words. The filter is in the language's own form. */
const rows = { filter: z.json().optional(), search: printable.max(200).optional() }

/**
 * What a change of many rows is asked with, as a data job keeps it. Rows that are deleted are meant by `restore` and by nothing else, so
 * that there is no word for it.
 */
export const bulkParameters = z.discriminatedUnion('action', [
  /** Custom fields that are named are set, or taken away by null; a row keeps its others. */
  z.strictObject({ action: z.literal('update'), values: jsonObject, ...rows }),
  /** Others stay as they are. */
  z.strictObject({
    action: z.literal('tag'),
    addTags: z.array(word).max(50).optional(),
    removeTags: z.array(z.string().trim().min(1).max(100)).max(50).optional(),
    ...rows,
  }),
  z.strictObject({ action: z.enum(['delete', 'restore']), ...rows }),
])
export type BulkParameters = z.output<typeof bulkParameters>

/** What takes it back, where anything does: earlier values are given back by another change. */
export const bulkInverse = {
  update: 'update',
  tag: 'update',
  delete: 'restore',
  restore: 'delete',
} as const satisfies Record<BulkAction, BulkAction>

/** What a job that takes such a change back keeps: what it does to the rows. */
export const bulkUndoParameters = z.strictObject({ action: z.enum(['update', 'delete', 'restore']) })
export type BulkUndoParameters = z.output<typeof bulkUndoParameters>

import { bulkParameters, type Defined, type ResourceSpec } from '@groundwork/domain'
import { z } from 'zod'
import { changesSchema } from '../trpc/bulk-procedures.ts'

const [updating, tagging, moving] = bulkParameters.options

/** Which rows are meant, wherever it is asked. The filter is judged by its own parser, which gives better paths. */
const list = {
  organization: z.uuid(),
  filter: z.unknown().optional(),
  /** A saved view, whose filter holds besides. */
  applyFilter: z.string().max(100).optional(),
}

/** What a change of many rows is asked with. */
export const bulkJobInput = <S extends ResourceSpec>(resource: Defined<S>) =>
  z.discriminatedUnion('action', [
    updating.extend({ ...list, values: changesSchema(resource) }),
    tagging.extend(list),
    moving.extend(list),
  ])

export type BulkJobInput = z.output<ReturnType<typeof bulkJobInput<ResourceSpec>>>

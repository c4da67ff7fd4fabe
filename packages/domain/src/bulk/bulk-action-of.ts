import type { JsonObject } from '../resource/json-object.ts'
import { type BulkAction, bulkActions } from './bulk-parameters.ts'

/** What a job does to many rows, by its parameters; of those that bring rows in or out there is none. */
export function bulkActionOf({ parameters }: { readonly parameters: JsonObject }): BulkAction | undefined {
  return bulkActions.find((action) => action === parameters.action)
}

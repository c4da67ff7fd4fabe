import type { AppRouter } from '@groundwork/api'
import type { RowOf, StoredFile } from '@groundwork/domain'
import type { AnyProcedure, inferProcedureInput, inferProcedureOutput } from '@trpc/server'

export type { AppRouter } from '@groundwork/api'

/** Routers and procedures by name. */
export type ApiTree = AppRouter['_def']['record']

/** What a procedure takes: `RouterInputs['product']['list']`. */
export type RouterInputs = InputsOf<ApiTree>

/** What a procedure returns: `RouterOutputs['product']['get']`. Everything the API sends is plain JSON, so these are the very row types. */
export type RouterOutputs = OutputsOf<ApiTree>

export type FileRow = RowOf<typeof StoredFile>

type InputsOf<Branch> = {
  [Name in keyof Branch]: Branch[Name] extends AnyProcedure ? inferProcedureInput<Branch[Name]> : InputsOf<Branch[Name]>
}

type OutputsOf<Branch> = {
  [Name in keyof Branch]: Branch[Name] extends AnyProcedure
    ? inferProcedureOutput<Branch[Name]>
    : OutputsOf<Branch[Name]>
}

import { invalidField } from '@groundwork/domain'

/** A misspelt parameter that is ignored looks like success (docs/decisions/009), also where a list knows none at all. */
export function refuseParameters(query: URLSearchParams, known: readonly string[] = []): void {
  for (const name of query.keys())
    if (!known.includes(name)) throw invalidField(name, 'Unknown parameter', 'unknown_parameter')
}

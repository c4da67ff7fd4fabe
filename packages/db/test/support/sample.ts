import type { Database } from '../../src/index.ts'

export type Values = Readonly<Record<string, unknown>>

/** What a row of a resource can be made of, and one change to it. */
export interface Sample {
  readonly values: Values
  readonly change: Values
}

export interface SampleNeeds {
  readonly database: Database
  readonly organization: string
  /** Somebody who has no membership in the organization yet. */
  readonly user: string
  readonly role: string
  /** Of rows that have such, and of those they lead to. */
  readonly customFields?: Values
}

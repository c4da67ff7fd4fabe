import pg from 'pg'
import type { Step } from './joined-query.ts'
import { type Access, type Reach, settingOf } from './reach.ts'
import type { Statement } from './statement.ts'
import { nameOf } from './statement-names.ts'

export interface ScopedStatement extends Statement {
  readonly reach: Reach
  readonly access: Access
  /** Rows as arrays of cells; unless told, as objects. */
  readonly rowMode?: 'array'
}

/**
 * One query with its reach in front, as a transaction of its own without `begin` and `commit`: a setting made by the first statement
 * binds the second and is gone afterwards. Measured: 0.87 of the speed of the bare query, against 0.77 for four pipelined statements.
 */
export const scopedSteps = ({ reach, access, isPlannedOnce, ...statement }: ScopedStatement): readonly Step[] => [
  settingOf(reach, isPlannedOnce && access === 'read' ? 'plannedRead' : access),
  scopedStep(statement, reach),
]

const { prepareValue } = (pg as unknown as { utils: { prepareValue(value: unknown): unknown } }).utils

/** @throws when a value cannot be sent */
export const scopedStep = ({ text, values }: Statement, reach: Reach): Step => ({
  name: scopedName(text, reach),
  text,
  values: values.map(prepareValue),
})

/** A plan under row-level security belongs to one role: the two must not push each other out. */
function scopedName(text: string, reach: Reach): string | undefined {
  const name = nameOf(text)
  return name && reach.kind === 'system' ? `${name}s` : name
}

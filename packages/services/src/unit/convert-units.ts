import type { WorkContext } from '@groundwork/db'
import { type ConvertedValue, convertUnit, invalidField, type UnitConversion, UnitOfMeasure } from '@groundwork/domain'
import type { EngineServices } from '../resource/verbs.ts'

/** Counts in one unit what was counted in another. @throws DomainError invalid, on `from` or `to` */
export async function convertUnits(
  { database }: EngineServices,
  context: WorkContext,
  { value, from, to }: UnitConversion,
): Promise<ConvertedValue> {
  const filter = { field: 'code', op: 'in', value: [...new Set([from, to])] } as const
  const { rows } = await database.reader(context).list(UnitOfMeasure, { filter })
  const unit = (field: 'from' | 'to', code: string) => {
    const found = rows.find((row) => row.code === code)
    if (!found) throw invalidField(field, 'Does not exist', 'no_such_reference')
    return found
  }
  return { value: convertUnit(value, unit('from', from), unit('to', to)) }
}

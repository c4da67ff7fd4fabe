import { StoredFile } from '@groundwork/domain'
import { z } from 'zod'
import { presentRest } from '../rest/present.ts'
import type { RestCall } from '../rest/route.ts'

const uuid = z.uuid()

/** A part of an address that is no id names nothing. */
export const namedId = (call: RestCall, name = 'id'): string => {
  const given = call.params[name] ?? ''
  return uuid.safeParse(given).success ? given : '00000000-0000-0000-0000-000000000000'
}

export const fileInRest = (row: object): unknown => JSON.parse(presentRest(StoredFile, row))

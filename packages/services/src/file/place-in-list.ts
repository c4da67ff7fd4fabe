import { randomBytes } from 'node:crypto'
import { DomainError } from '@groundwork/domain'
import type { z } from 'zod'
import type { DerivedKeys } from '../config/derive-keys.ts'
import { newNonce, seal, unseal } from '../identity/seal.ts'

/** A place in one list is one in no other. */
export interface PlacedList {
  readonly keys: Pick<DerivedKeys, 'placeKey'>
  /** Whose it is, which one, and how it is sorted. */
  readonly of: string
}

/**
 * Where a page ends, for the next one to begin there whatever has become of its last since. It is sealed: it may hold a name that is not
 * the reader's to see, and nobody may ask by a place of their own making which names lie before it.
 */
export const writePlace = ({ keys, of }: PlacedList, place: object): string =>
  seal({ key: keys.placeKey, owner: of }, Buffer.from(JSON.stringify(place)), newNonce(randomBytes))

/** @throws DomainError invalid (`invalid_cursor`) for whatever was not written for this list */
export function readPlace<Place>({ keys, of }: PlacedList, schema: z.ZodType<Place>, cursor: string): Place {
  try {
    return schema.parse(JSON.parse(unseal({ key: keys.placeKey, owner: of }, cursor).toString()))
  } catch (cause) {
    throw new DomainError('invalid', 'The cursor does not belong to this list', {
      reason: 'invalid_cursor',
      fields: { cursor: ['Does not belong to this list'] },
      cause,
    })
  }
}

import { z } from 'zod'

export type JsonValue = string | number | boolean | null | readonly JsonValue[] | JsonObject
export interface JsonObject {
  readonly [key: string]: JsonValue
}

const maxDepth = 20

/** Keys that reach an object's prototype are refused, not dropped: nobody sends them by accident. */
export const isSafeKey = (key: string) => !['__proto__', 'constructor', 'prototype'].includes(key)

/** NUL and half a surrogate pair are no text to Postgres. */
export const isKeepableText = (value: string) => !/[\u0000\p{Surrogate}]/u.test(value)

/** Whether Postgres can keep it, and every walk over it ends: a body of brackets alone would otherwise exhaust the stack. */
function isStorable(value: unknown, depth = 0): boolean {
  if (typeof value === 'string') return isKeepableText(value)
  if (typeof value !== 'object' || value === null) return true
  return (
    depth < maxDepth &&
    Object.entries(value).every(([key, item]) => isKeepableText(key) && isSafeKey(key) && isStorable(item, depth + 1))
  )
}

/** A number that no double holds is another one by the time it is read, and one beyond all range is nothing at all. */
function isExact(value: unknown): boolean {
  if (typeof value === 'number')
    return Number.isFinite(value) && (!Number.isInteger(value) || Number.isSafeInteger(value))
  return typeof value !== 'object' || value === null || Object.values(value).every(isExact)
}

export const isJsonObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** A JSON object with free keys, as large as it may be. */
export const jsonObjectUpTo = (characters: number): z.ZodType<JsonObject> =>
  z
    .custom<JsonObject>(isJsonObject, 'Must be an object')
    .refine(isStorable, `A key or text in it is not allowed, or it is nested deeper than ${maxDepth} levels`)
    .refine(
      (value) => !isStorable(value) || isExact(value),
      'A number in it is too large to be kept exactly: send it as text',
    )
    .refine(
      (value) => !isStorable(value) || JSON.stringify(value).length <= characters,
      `At most ${characters} characters of JSON`,
    )
    .refine(
      (value) => Object.keys(value).every((key) => key.length > 0 && key.length <= 100),
      'Names have 1 to 100 characters',
    )

/** A small one: custom fields, metadata. */
export const jsonObject = jsonObjectUpTo(16_384)

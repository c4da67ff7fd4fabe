import { z } from 'zod'

export type JsonValue = string | number | boolean | null | readonly JsonValue[] | JsonObject
export interface JsonObject {
  readonly [key: string]: JsonValue
}

const maxBytes = 16_384

/** Keys that reach an object's prototype are refused, not dropped: nobody sends them by accident. */
export const isSafeKey = (key: string) => !['__proto__', 'constructor', 'prototype'].includes(key)

const isStorable = (value: unknown): boolean =>
  typeof value === 'string'
    ? !value.includes('\u0000')
    : typeof value !== 'object' || value === null || Object.entries(value).every(([key, item]) => !key.includes('\u0000') && isSafeKey(key) && isStorable(item))

/** A small JSON object with free keys: custom fields, metadata. */
export const jsonObject: z.ZodType<JsonObject> = z
  .record(z.string().min(1).max(100), z.json() as z.ZodType<JsonValue>)
  .refine((value) => JSON.stringify(value).length <= maxBytes, `At most ${maxBytes} characters of JSON`)
  .refine(isStorable, 'A key or text in it is not allowed')

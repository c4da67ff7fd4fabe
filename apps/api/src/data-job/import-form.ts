import { type Resource, resources } from '@groundwork/domain'
import type { Json } from '../rest/openapi.ts'

/** Whatever kind of row can be brought in by `/products/import` and the like. */
export const importable: readonly Resource[] = Object.values<Resource>(resources).filter(({ importable }) => importable)

/** What its form may say of its file, as the document says it: no other field is taken. */
export const importFormFields = {
  organization: { type: 'string' },
  parameters: { type: 'string', description: 'JSON, as the parameters of POST /api/v1/data-jobs/' },
} as const satisfies Readonly<Record<string, Json>>

import type { RouterOutputs } from '@groundwork/client'

/** What is shared, or linked to. */
export type ShareTarget = { readonly file: string } | { readonly folder: string }

export type ShareRow = RouterOutputs['fileShare']['list'][number]
export type LinkRow = RouterOutputs['fileLink']['list'][number]
export type AccessReason = RouterOutputs['file']['access']['people'][number]['reasons'][number]

import type { z } from 'zod'

interface Channel {
  readonly isPrimary: boolean
}

/**
 * Keeps exactly one item primary: more than one is refused on the later one, of none the first becomes it. `sameAs` names what
 * may stand in the list once.
 */
export const onePrimary = (sameAs?: string) => (schema: z.ZodType) =>
  (schema as z.ZodType<Channel[]>)
    .superRefine((list, context) => {
      const primary = list.findIndex((item) => item.isPrimary)
      for (const [index, item] of list.entries()) {
        if (item.isPrimary && index > primary) {
          context.addIssue({ code: 'custom', path: [index, 'isPrimary'], message: 'Another one is primary already' })
        }
      }
      if (sameAs) refuseDoubles(list, sameAs, context)
    })
    .transform((list) => {
      const hasPrimary = list.some((item) => item.isPrimary)
      return list.map((item, index) => ({ ...item, isPrimary: hasPrimary ? item.isPrimary : index === 0 }))
    })

function refuseDoubles(list: readonly Channel[], name: string, context: z.core.$RefinementCtx<Channel[]>): void {
  const seen = new Set<unknown>()
  for (const [index, item] of list.entries()) {
    const value = (item as unknown as Record<string, unknown>)[name]
    if (seen.has(value)) context.addIssue({ code: 'custom', path: [index, name], message: 'Stands in the list twice' })
    seen.add(value)
  }
}

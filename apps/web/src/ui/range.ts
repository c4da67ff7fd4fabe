/** The two ends of `a..b`; an open end is undefined. */
export function rangeOf(text: string | undefined): { from?: string; to?: string } {
  const [from, to] = text?.split('..') ?? []
  return { ...(from && { from }), ...(to && { to }) }
}

/** The inverse; undefined when both ends are open. */
export const rangeText = (from: string | number | undefined, to: string | number | undefined): string | undefined =>
  from === undefined && to === undefined ? undefined : `${from ?? ''}..${to ?? ''}`

/** An array of ids, digests, numbers or moments. None of them needs quotes, for which pg would look through each. */
export const plainArray = (items: readonly (string | number)[]): string => `{${items.join()}}`

const sign = new Intl.NumberFormat().formatToParts(0.5).find(({ type }) => type === 'decimal')?.value ?? '.'

/** `0,5` is `0.5` where people write it so. Elsewhere a comma stays what it is: not a number. */
export const typedDecimal = (typed: string, decimalSign = sign): string =>
  decimalSign === '.' || typed.includes('.') ? typed : typed.replace(decimalSign, '.')

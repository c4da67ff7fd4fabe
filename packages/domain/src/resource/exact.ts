import { Decimal } from 'decimal.js'

/**
 * Numbers for money and measures. Sums and products of what people enter have far fewer than 260 digits, so they are exact;
 * only a quotient can be without end, and then its first 260 digits tell on which side of any bound that matters it lies.
 */
export const Exact = Decimal.clone({ precision: 260, rounding: Decimal.ROUND_HALF_UP })
export type Exact = Decimal

/** One line as it is typed. */
export interface TaxLine {
  /** Tells lines apart while they come and go. */
  readonly key: number
  readonly amount: string
  readonly quantity: string
  readonly taxCategory: string | null
}

/** What the calculator is asked, as far as it is entered. */
export interface TaxQuestion {
  readonly jurisdiction: string | null
  readonly date: string
  readonly currency: string | null
  readonly pricesIncludeTax: boolean
  readonly rounding: 'line' | 'document'
  readonly lines: readonly TaxLine[]
}

const isNumber = (typed: string) => /^\d+(?:\.\d+)?$/.test(typed)

/** Lines that are not finished are not asked about. */
export const finishedLines = ({ lines }: TaxQuestion): readonly TaxLine[] =>
  lines.filter(({ amount, quantity }) => isNumber(amount) && isNumber(quantity))

export const isAnswerable = (question: TaxQuestion): boolean =>
  question.jurisdiction !== null &&
  question.currency !== null &&
  question.date !== '' &&
  finishedLines(question).length > 0

/** `0.0825` -> `8.25 %`, exactly: the point is moved in the text, no number is made of it. */
export function percentOf(rate: string): string {
  const [whole = '0', part = ''] = rate.split('.')
  const digits = `${whole}${part.padEnd(2, '0').slice(0, 2)}`.replace(/^0+(?=\d)/, '')
  const rest = part.slice(2).replace(/0+$/, '')
  return `${digits}${rest && `.${rest}`} %`
}

/** In which order a date in figures is written; day and month cannot be told apart otherwise. */
export const dateOrders = ['ymd', 'dmy', 'mdy'] as const
export type DateOrder = (typeof dateOrders)[number]

export const decimalMarks = ['.', ','] as const
export type DecimalMark = (typeof decimalMarks)[number]

/** How whoever made the file writes. What is left out is not guessed where a guess could be wrong. */
export interface CellReading {
  readonly dateOrder?: DateOrder | undefined
  readonly decimal?: DecimalMark | undefined
  /** Which day a bare number counts from, in a workbook. */
  readonly dateSystem?: 1900 | 1904 | undefined
}

/** Why a cell cannot be what its column holds. Stable: the error file and the error grid name it. */
export const cellRules = [
  'required',
  'formula_error',
  'not_a_number',
  'ambiguous_number',
  'not_whole',
  'too_large',
  'not_true_or_false',
  'not_a_date',
  'ambiguous_date',
  'not_a_choice',
  'not_json',
  'control_character',
] as const
export type CellRule = (typeof cellRules)[number]

export interface CellIssue {
  readonly rule: CellRule
  /** For whoever mends the file. */
  readonly message: string
}

/** `undefined`: the cell says nothing, so the row keeps what it has, or gets its default. */
export type ReadCell = { readonly value: unknown } | { readonly issue: CellIssue }

export const faulty = (rule: CellRule, message: string): { readonly issue: CellIssue } => ({ issue: { rule, message } })

import { queryOptions } from '@tanstack/react-query'
import { gw } from '../api/client.ts'
import { finishedLines, type TaxQuestion } from './tax-question.ts'

/** The server reckons, in exact decimals, by the very rules that everything else is taxed by. */
export const calculation = (question: TaxQuestion, organization: string | undefined) =>
  queryOptions({
    queryKey: ['taxRate', 'calculate', question, organization] as const,
    queryFn: ({ signal }) =>
      gw.taxRate.calculate(
        {
          jurisdiction: question.jurisdiction ?? '',
          currency: question.currency ?? '',
          date: question.date,
          pricesIncludeTax: question.pricesIncludeTax,
          rounding: question.rounding,
          ...(organization && { organization }),
          lines: finishedLines(question).map(({ amount, quantity, taxCategory }) => ({
            amount,
            quantity,
            ...(taxCategory && { taxCategory }),
          })),
        },
        { signal },
      ),
  })

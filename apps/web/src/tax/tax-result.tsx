import type { RouterOutputs } from '@groundwork/client'
import table from '../ui/plain-table.module.css'
import styles from './tax-calculator.module.css'
import { percentOf } from './tax-question.ts'
import { words } from './words.ts'

interface TaxResultProps {
  readonly result: RouterOutputs['taxRate']['calculate']
  readonly currency: string
}

/** What it comes to, and which rate made which part of it. */
export function TaxResult({ result, currency }: TaxResultProps) {
  return (
    <section aria-label={words.result} aria-live="polite">
      <table className={`${table.table} ${styles.result}`}>
        <thead>
          <tr>
            <th scope="col">{currency}</th>
            <th scope="col">{words.net}</th>
            <th scope="col">{words.tax}</th>
            <th scope="col">{words.gross}</th>
          </tr>
        </thead>
        <tbody>
          {result.lines.map(({ net, tax, gross, rates }, place) => (
            <tr key={place}>
              <th scope="row">
                {words.line(place + 1)}
                <span className={styles.rates}>
                  {rates.length
                    ? rates.map((rate) => words.rate(rate.name, percentOf(rate.rate), rate.tax)).join(' · ')
                    : words.noRates}
                </span>
              </th>
              <td>{net}</td>
              <td>{tax}</td>
              <td>{gross}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr className={styles.total}>
            <th scope="row">{words.total}</th>
            <td>{result.net}</td>
            <td>{result.tax}</td>
            <td>{result.gross}</td>
          </tr>
        </tfoot>
      </table>
    </section>
  )
}

/** The colours that series are told apart by. Each also has its name beside it, and `bad` is hatched. */
export type ChartTone = 'first' | 'second' | 'good' | 'bad' | 'busy' | 'plain'

/** One of the numbers that are counted for each day. */
export interface ChartSeries {
  readonly label: string
  readonly tone: ChartTone
}

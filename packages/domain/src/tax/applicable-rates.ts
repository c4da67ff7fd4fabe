/** A tax rate, as far as it decides what is levied. */
export interface LeviableRate {
  readonly id: string
  readonly name: string
  /** Whose it is; of nobody where it is everybody's. */
  readonly organization: string | null
  readonly jurisdiction: string
  readonly taxCategory: string | null
  readonly rate: string
  readonly taxType: string
  readonly isCompound: boolean
  readonly priority: number
  readonly validFrom: string | null
  readonly validTo: string | null
  readonly isActive: boolean
}

export interface TaxPlace {
  /** Codes from the country down to the place itself: `['US', 'US-NY', 'US-NY-NYC']`. */
  readonly path: readonly string[]
  /** `2026-11-21`. */
  readonly date: string
}

/**
 * The rates that are levied on a category of things in a place on a day, lower priorities first. Per type of tax the most
 * specific jurisdiction wins that levies any: a region's VAT replaces its country's, while what one jurisdiction levies adds up.
 * So a place where state and city tax the same sale has the rates of both. In a jurisdiction a rate for the category replaces
 * those for everything, and an organization's own replaces the shared ones. Of two rates with one name the one that began last
 * replaces the other: a tax that was raised, or typed in twice, is levied once.
 */
export function applicableRates(
  rates: readonly LeviableRate[],
  { path, date }: TaxPlace,
  taxCategory: string | null,
): LeviableRate[] {
  const valid = newestOfName(
    rates.filter((rate) => isLevied(rate, date) && (rate.taxCategory ?? taxCategory) === taxCategory),
  )
  const types = [...new Set(valid.map(({ taxType }) => taxType))]
  return types
    .flatMap((type) => {
      const nearest = atNearest(
        valid.filter(({ taxType }) => taxType === type),
        path,
      )
      const ofCategory = preferred(nearest, (rate) => rate.taxCategory !== null)
      return preferred(ofCategory, (rate) => rate.organization !== null)
    })
    .sort(inOrder)
}

/** Both days count. */
const isLevied = ({ isActive, validFrom, validTo }: LeviableRate, date: string) =>
  isActive && (validFrom === null || validFrom <= date) && (validTo === null || date <= validTo)

/** Names tell taxes apart that the same jurisdiction levies on the same things. */
function newestOfName(rates: readonly LeviableRate[]): LeviableRate[] {
  const oldestFirst = [...rates].sort(
    (left, right) => compare(left.validFrom ?? '', right.validFrom ?? '') || compare(left.id, right.id),
  )
  const nameOf = ({ organization, jurisdiction, taxCategory, taxType, name }: LeviableRate) =>
    JSON.stringify([organization, jurisdiction, taxCategory, taxType, name])
  return [...new Map(oldestFirst.map((rate) => [nameOf(rate), rate])).values()]
}

function atNearest(rates: readonly LeviableRate[], path: readonly string[]): LeviableRate[] {
  const place = path.findLast((code) => rates.some(({ jurisdiction }) => jurisdiction === code))
  return rates.filter(({ jurisdiction }) => jurisdiction === place)
}

/** Those that are so; all where none is. */
function preferred(rates: readonly LeviableRate[], isSo: (rate: LeviableRate) => boolean): readonly LeviableRate[] {
  const chosen = rates.filter(isSo)
  return chosen.length ? chosen : rates
}

/** The same whatever order they came in. */
const inOrder = (left: LeviableRate, right: LeviableRate) =>
  left.priority - right.priority || compare(left.name, right.name) || compare(left.id, right.id)

const compare = (left: string, right: string) => (left < right ? -1 : left > right ? 1 : 0)

import { Exact } from '../resource/exact.ts'

/**
 * To the smallest coin: half goes away from zero, as tax laws have it, so that a credit note mirrors its invoice. Quotients
 * without end may have lost a 260th digit on their way here; a half that is only that far away is one.
 */
export const toCoins = (amount: Exact, decimals: number): Exact => settled(amount).toDecimalPlaces(decimals)

const settled = (amount: Exact): Exact => amount.toSignificantDigits(200)

/**
 * Shares out a rounded total so that the parts add up to it: each gets its exact part rounded down, and the coins that are left
 * go to those who lost most by that; among equals to the first.
 */
export function shareOut(total: Exact, parts: readonly Exact[], decimals: number): Exact[] {
  const floors = parts.map((part) => settled(part).toDecimalPlaces(decimals, Exact.ROUND_FLOOR))
  const coin = new Exact(10).pow(-decimals)
  const given = floors.reduce((given, floor) => given.plus(floor), new Exact(0))
  const left = total.minus(given).div(coin).toNumber()
  const losses = parts.map((part, at) => ({ at, lost: part.minus(floors[at] ?? 0) }))
  const lucky = new Set(
    losses
      .sort((one, other) => other.lost.comparedTo(one.lost) || one.at - other.at)
      .slice(0, left)
      .map(({ at }) => at),
  )
  return floors.map((floor, at) => (lucky.has(at) ? floor.plus(coin) : floor))
}

import { compareDecimals, normalDecimal } from '../resource/decimal-text.ts'
import { type Condition, type FilterValue, type Scalar, scalarsOf } from './filter.ts'
import { foldCase } from './fold-case.ts'
import type { Compared } from './member-place.ts'

export type ValueTest = (value: unknown) => boolean

/** What one stored value must meet; `kind` says how values are compared, where that is known. */
export function valueTest(
  op: Exclude<Condition['op'], 'neq' | 'notin' | 'isnull' | 'descendantof'>,
  wanted: FilterValue,
  kind: Compared['kind'] | undefined,
): ValueTest {
  const compare = kind === 'decimal' ? compareAsDecimals : compareAsTheyAre
  const isEqual = (value: unknown, one: Scalar) =>
    kind === 'decimal' ? compare(value, one) === 0 : value !== null && value === one
  const text = (isMet: (value: string, part: string) => boolean, spelt = asIs) => {
    if (!isText(wanted)) return never
    const part = spelt(wanted)
    return (value: unknown) => isText(value) && isMet(spelt(value), part)
  }
  switch (op) {
    case 'eq': {
      const [one = null] = scalarsOf(wanted)
      return (value) => isEqual(value, one)
    }
    case 'in': {
      const list = scalarsOf(wanted)
      return (value) => list.some((one) => isEqual(value, one))
    }
    case 'gt':
      return (value) => compare(value, wanted) > 0
    case 'gte':
      return (value) => compare(value, wanted) >= 0
    case 'lt':
      return (value) => compare(value, wanted) < 0
    case 'lte':
      return (value) => compare(value, wanted) <= 0
    case 'between': {
      const [least, greatest] = scalarsOf(wanted)
      return (value) => compare(value, least) >= 0 && compare(value, greatest) <= 0
    }
    case 'contains':
      return text(isPart)
    case 'icontains':
      return text(isPart, foldCase)
    case 'startswith':
      return text(isStart)
    case 'istartswith':
      return text(isStart, foldCase)
    case 'endswith':
      return text(isEnd)
    case 'iendswith':
      return text(isEnd, foldCase)
    case 'hasany':
      return (value) => Array.isArray(value) && scalarsOf(wanted).some((word) => value.includes(word))
    case 'hasall':
      return (value) => Array.isArray(value) && scalarsOf(wanted).every((word) => value.includes(word))
  }
}

const asIs = (value: string) => value
const never = () => false
const isText = (value: unknown): value is string => typeof value === 'string'
const isPart = (value: string, part: string) => value.includes(part)
const isStart = (value: string, part: string) => value.startsWith(part)
const isEnd = (value: string, part: string) => value.endsWith(part)

/** Negative, zero or positive; NaN, which no comparison holds for, where the two are of different types. */
function compareAsTheyAre(left: unknown, right: unknown): number {
  if (typeof left === 'number' && typeof right === 'number') return left - right
  return isText(left) && isText(right) ? compareCodePoints(left, right) : Number.NaN
}

function compareAsDecimals(left: unknown, right: unknown): number {
  const [one, other] = [left, right].map((value) => (isText(value) ? normalDecimal(value) : undefined))
  return one === undefined || other === undefined ? Number.NaN : compareDecimals(one, other)
}

/** JavaScript's own `<` compares UTF-16 units, which puts an emoji before a full-width letter. */
export function compareCodePoints(left: string, right: string): number {
  const length = Math.min(left.length, right.length)
  for (let at = 0; at < length; at++) {
    const difference = rank(left.charCodeAt(at)) - rank(right.charCodeAt(at))
    if (difference !== 0) return difference
  }
  return left.length - right.length
}

/** Surrogates stand for code points above all others: they are moved behind the rest of the units. */
const rank = (unit: number) => (unit < 0xd800 ? unit : unit < 0xe000 ? unit + 0x2000 : unit - 0x800)

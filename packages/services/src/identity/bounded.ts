import { DomainError } from '@groundwork/domain'

interface Limits {
  /** How many run at a time. */
  readonly atOnce: number
  /** How many may wait; the next one is refused, because its caller would have given up before its turn. */
  readonly waiting: number
}

/** Runs heavy work a few pieces at a time, in the order it came. */
export type Bounded = <Result>(work: () => Promise<Result>) => Promise<Result>

export function bounded({ atOnce, waiting }: Limits): Bounded {
  const queue: (() => void)[] = []
  let running = 0

  const enter = () => {
    if (running < atOnce) {
      running += 1
      return Promise.resolve()
    }
    if (queue.length >= waiting)
      throw new DomainError('unavailable', 'Too many requests at once. Try again in a moment')
    return new Promise<void>((resolve) => {
      queue.push(resolve)
    })
  }
  /** Hands the place on instead of giving it back, so that nobody can slip in between. */
  const leave = () => {
    const next = queue.shift()
    if (next) next()
    else running -= 1
  }

  return async (work) => {
    await enter()
    try {
      return await work()
    } finally {
      leave()
    }
  }
}

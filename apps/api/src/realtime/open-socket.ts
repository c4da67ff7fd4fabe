import { DomainError } from '@groundwork/domain'

const mostSubscriptions = 100

/** One connection, as the calls on it know it. */
export class OpenSocket {
  readonly #ended = new AbortController()
  #subscriptions = 0

  /** Aborted, with the reason for the caller, once whoever opened the socket is no longer who they were. */
  get ended(): AbortSignal {
    return this.#ended.signal
  }

  end(reason: DomainError): void {
    this.#ended.abort(reason)
  }

  /** Counts a subscription until the answer is called. @throws DomainError rate_limited */
  subscribe(): () => void {
    if (this.#subscriptions >= mostSubscriptions) {
      throw new DomainError('rate_limited', `A socket carries ${mostSubscriptions} subscriptions at most`, {
        reason: 'too_many_subscriptions',
      })
    }
    this.#subscriptions += 1
    let isOpen = true
    return () => {
      if (isOpen) this.#subscriptions -= 1
      isOpen = false
    }
  }
}

import { RestError } from '@azure/storage-blob'
import { azureError } from './azure-error.ts'
import { isPassingStatus, readRetryAfter, retrying } from './retry.ts'
import { StorageError, type StorageErrorCode } from './storage-error.ts'

export interface AzureLimits {
  /** Tries of one request. */
  attempts: number
  /** From the start of a try to the head of its answer. */
  answerMs: number
}

export const defaultAzureLimits: AzureLimits = { attempts: 5, answerMs: 60_000 }

interface CallOptions {
  /** What an unmet condition means here. */
  conditionUnmet?: StorageErrorCode
  signal?: AbortSignal
}

/**
 * Calls to Azure as this house makes them: each try with an end, and again when it may do later. The SDK's own tries know
 * neither chance nor the wait a store asks for nor an answer that never comes, so they are switched off.
 */
export class AzureCalls {
  readonly #limits: AzureLimits

  constructor(limits: AzureLimits) {
    this.#limits = limits
  }

  /** Work that ends when its signal says so, and may be repeated. What it throws leaves as a `StorageError`. */
  async call<T>(work: (signal: AbortSignal) => Promise<T>, { conditionUnmet, signal }: CallOptions = {}): Promise<T> {
    try {
      return await retrying(() => this.#try(work, signal), {
        attempts: this.#limits.attempts,
        signal,
        isPassing: (error) => !(error instanceof StorageError) && isPassingStatus(statusOf(error)),
        retryAfterMs: (error) => readRetryAfter(retryAfterOf(error)),
      })
    } catch (error) {
      throw azureError(error, conditionUnmet)
    }
  }

  async #try<T>(work: (signal: AbortSignal) => Promise<T>, signal: AbortSignal | undefined): Promise<T> {
    const stop = new AbortController()
    const onAbort = () => stop.abort(signal?.reason)
    const late = setTimeout(() => stop.abort(), this.#limits.answerMs)
    signal?.addEventListener('abort', onAbort)
    try {
      return await work(stop.signal)
    } finally {
      clearTimeout(late)
      signal?.removeEventListener('abort', onAbort)
    }
  }
}

const statusOf = (error: unknown) => (error instanceof RestError ? error.statusCode : undefined)

const retryAfterOf = (error: unknown) =>
  error instanceof RestError ? error.response?.headers.get('retry-after') : undefined

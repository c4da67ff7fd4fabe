import type { IncomingMessage, ServerResponse } from 'node:http'
import type { WorkContext } from '@groundwork/db'
import type { ApiServices } from '../services.ts'

/** A request for bytes, its caller already known. */
export interface ByteCall {
  readonly services: ApiServices
  readonly work: WorkContext
  readonly req: IncomingMessage
  readonly res: ServerResponse
  /** The path's variable part: a file's id, or a signed link's token. */
  readonly key: string
  readonly query: URLSearchParams
}

import type { IncomingMessage, ServerResponse } from 'node:http'
import type { WorkContext } from '@groundwork/db'
import type { ApiServices } from '../services.ts'

/** A request for bytes by its address alone: the caller is nobody in particular. */
export interface PublicByteCall {
  readonly services: ApiServices
  readonly origin: NonNullable<WorkContext['origin']>
  readonly req: IncomingMessage
  readonly res: ServerResponse
  /** The file's id, as it stands in the address. */
  readonly key: string
  readonly query: URLSearchParams
}

/** A request for bytes, its caller known. */
export interface ByteCall extends Omit<PublicByteCall, 'origin'> {
  readonly work: WorkContext
}

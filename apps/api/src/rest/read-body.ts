import type { IncomingMessage } from 'node:http'
import { DomainError } from '@groundwork/domain'

const maxBytes = 1_048_576

/** Reads a JSON body of at most 1 MB. An empty body is `{}`. */
export async function readBody(req: IncomingMessage): Promise<unknown> {
  if (Number(req.headers['content-length'] ?? 0) > maxBytes) throw tooLarge()
  const type = req.headers['content-type']
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of req as AsyncIterable<Buffer>) {
    bytes += chunk.length
    if (bytes > maxBytes) throw tooLarge()
    chunks.push(chunk)
  }
  if (bytes === 0) return {}
  if (type !== undefined && !/^application\/([\w.-]+\+)?json\b/i.test(type)) {
    throw new DomainError('unsupported_type', 'Send the body as application/json')
  }
  return parse(Buffer.concat(chunks))
}

const utf8 = new TextDecoder('utf-8', { fatal: true })

function parse(bytes: Buffer): unknown {
  try {
    return JSON.parse(utf8.decode(bytes))
  } catch (cause) {
    throw new DomainError('invalid', 'The body is not valid JSON', { reason: 'malformed_json', cause })
  }
}

const tooLarge = () => new DomainError('too_large', 'The body is larger than 1 MB', { reason: 'body_too_large' })

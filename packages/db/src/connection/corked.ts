import type pg from 'pg'

/** pg's own stream, so that several messages leave in one packet. */
interface Corkable {
  readonly connection: { readonly stream: { cork(): void; uncork(): void } }
}

export const streamOf = (client: pg.PoolClient) => (client as unknown as Corkable).connection.stream

/** Sends all that `send` asks of a connection in one packet. */
export function corked<Sent>(client: pg.PoolClient, send: () => Sent): Sent {
  const stream = streamOf(client)
  stream.cork()
  try {
    return send()
  } finally {
    stream.uncork()
  }
}

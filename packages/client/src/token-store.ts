/** What a sign-in yields. */
export interface Tokens {
  readonly access: string
  /** Missing where the browser keeps it in a cookie that scripts cannot read. */
  readonly refresh?: string
  /** Milliseconds since 1970, by this machine's clock. Missing when unknown. */
  readonly expiresAt?: number
}

/** Where tokens are kept between calls. Replace it to stay signed in across runs of a program. */
export interface TokenStore {
  load(): Tokens | null | Promise<Tokens | null>
  /** Null when the session has ended. */
  save(tokens: Tokens | null): void | Promise<void>
}

export function memoryTokenStore(initial: Tokens | null = null): TokenStore {
  let tokens = initial
  return {
    load: () => tokens,
    save: (next) => {
      tokens = next
    },
  }
}

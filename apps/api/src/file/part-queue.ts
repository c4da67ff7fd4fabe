interface Waiting<Part> {
  resolve(part: Part | null): void
  reject(error: Error): void
}

/** Parts of a form in the order in which they come, for whoever asks for the next one; one asks at a time. */
export class PartQueue<Part> {
  private readonly arrived: Part[] = []
  private waiting: Waiting<Part> | null = null
  private end: { readonly error: Error | null } | null = null

  add(part: Part): void {
    if (!this.waiting) this.arrived.push(part)
    this.waiting?.resolve(part)
    this.waiting = null
  }

  /** Nothing more comes: properly, or because of this. */
  close(error: Error | null = null): void {
    this.end ??= { error }
    if (error) this.waiting?.reject(error)
    else this.waiting?.resolve(null)
    this.waiting = null
  }

  /** Null at the end. @throws what the form ended by */
  next(): Promise<Part | null> {
    const part = this.arrived.shift()
    if (part !== undefined) return Promise.resolve(part)
    if (this.end) return this.end.error ? Promise.reject(this.end.error) : Promise.resolve(null)
    return new Promise((resolve, reject) => {
      this.waiting = { resolve, reject }
    })
  }
}

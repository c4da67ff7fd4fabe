interface Sending<Part> {
  /** The number of the first part. */
  readonly from: number
  /** Stores a part. It is let go of once this is over, also when it failed. */
  put(number: number, bytes: Buffer): Promise<Part>
  /** A part is there, and so are all before it. */
  arrived(part: Part): Promise<void>
}

/** While one part is being made safe on the disk, or is on its way to a bucket, the next one follows it. */
export const PARTS_UNDER_WAY = 2

/** Sends parts to the store while the next ones come in. They count in their order, whichever is there first. */
export class PartSending<Part> {
  readonly #sending: Sending<Part>
  readonly #underWay: Promise<void>[] = []
  #next: number

  constructor(sending: Sending<Part>) {
    this.#sending = sending
    this.#next = sending.from
  }

  /** Resolves once one more may come. @throws what kept an earlier part from the store */
  async send(bytes: Buffer): Promise<void> {
    if (this.#underWay.length === PARTS_UNDER_WAY) {
      await this.#underWay[0]
      void this.#underWay.shift()
    }
    const sent = this.#arrive(this.#sending.put(this.#next, bytes), this.#underWay.at(-1))
    sent.catch(() => undefined) // Told to whoever sends the next one, or ends.
    this.#underWay.push(sent)
    this.#next += 1
  }

  /** Resolves once all are there. @throws what kept one of them from the store */
  async allThere(): Promise<void> {
    await Promise.all(this.#underWay)
  }

  /** Resolves once none is under way any more, whatever has become of them: until then their numbers and their memory are taken. */
  async over(): Promise<void> {
    await Promise.allSettled(this.#underWay)
  }

  async #arrive(putting: Promise<Part>, before: Promise<void> | undefined): Promise<void> {
    const [put, earlier] = await Promise.allSettled([putting, before])
    if (earlier.status === 'rejected') throw earlier.reason
    if (put.status === 'rejected') throw put.reason
    await this.#sending.arrived(put.value)
  }
}

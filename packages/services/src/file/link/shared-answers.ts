/** Questions that many ask of the same thing for as long as they have to do with it: each is asked once in a while, however many they are. */
export class SharedAnswers {
  readonly #answers = new Map<string, Promise<void>>()

  /** Asks, unless that is being asked already or was less than `freshMs` ago. A refusal is told to all who wait for it, and not remembered. */
  once(question: string, freshMs: number, ask: () => Promise<void>): Promise<void> {
    return this.#answers.get(question) ?? this.#keep(question, freshMs, ask())
  }

  #keep(question: string, freshMs: number, answer: Promise<void>): Promise<void> {
    this.#answers.set(question, answer)
    const forget = () => this.#answers.delete(question)
    answer.then(() => setTimeout(forget, freshMs).unref(), forget)
    return answer
  }
}

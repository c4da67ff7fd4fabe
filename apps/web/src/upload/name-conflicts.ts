/** What becomes of an offered file whose name is taken where it goes. */
export type ConflictChoice = 'replace' | 'keep' | 'skip'

export interface NameConflict {
  readonly name: string
  /** The folders it came with; empty for a file on its own. */
  readonly path: string
  /** The file that has the name. */
  readonly takenBy: string
}

/** How far the questions about an offer have come. */
export interface ConflictQuestions {
  /** The first is the one being asked. */
  readonly open: readonly NameConflict[]
  readonly answers: ReadonlyMap<NameConflict, ConflictChoice>
  /** The answer that was given for all: also for what the rest of the offer brings. */
  readonly standing: ConflictChoice | null
}

export const noQuestions: ConflictQuestions = { open: [], answers: new Map(), standing: null }

/** The next portion of the same offer. With a standing answer nobody is asked again. */
export const ask = ({ standing }: ConflictQuestions, conflicts: readonly NameConflict[]): ConflictQuestions =>
  standing === null
    ? { open: conflicts, answers: new Map(), standing }
    : { open: [], answers: new Map(conflicts.map((one) => [one, standing])), standing }

/** One answer: for the conflict that is asked about, or for it and all that follow. */
export function answer(questions: ConflictQuestions, choice: ConflictChoice, isForAll: boolean): ConflictQuestions {
  const { open, answers, standing } = questions
  const answered = isForAll ? open : open.slice(0, 1)
  return {
    open: open.slice(answered.length),
    answers: new Map([...answers, ...answered.map((one): [NameConflict, ConflictChoice] => [one, choice])]),
    standing: isForAll ? choice : standing,
  }
}

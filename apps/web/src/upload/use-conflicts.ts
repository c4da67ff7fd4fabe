import { useCallback, useRef, useState } from 'react'
import { answer, ask, type ConflictChoice, type ConflictQuestions, type NameConflict } from './name-conflicts.ts'

type Answers = ConflictQuestions['answers']

interface Asking {
  readonly questions: ConflictQuestions
  readonly finish: (questions: ConflictQuestions) => void
}

/** Puts the questions of offers to the person, one offer after the other. */
export function useConflicts() {
  const [asking, setAsking] = useState<Asking | null>(null)
  const turn = useRef<Promise<unknown>>(Promise.resolve())

  const put = useCallback((questions: ConflictQuestions): Promise<ConflictQuestions> => {
    if (!questions.open.length) return Promise.resolve(questions)
    const mine = turn.current.then(() => new Promise<ConflictQuestions>((finish) => setAsking({ questions, finish })))
    turn.current = mine
    return mine
  }, [])

  /** For one offer: an answer for all stands until its last portion. */
  const deciderFrom = useCallback(
    (start: ConflictQuestions) => {
      let questions = start
      return async (conflicts: readonly NameConflict[]): Promise<Answers> => {
        questions = await put(ask(questions, conflicts))
        return questions.answers
      }
    },
    [put],
  )

  const give = (choice: ConflictChoice, isForAll: boolean) => {
    if (!asking) return
    const questions = answer(asking.questions, choice, isForAll)
    if (questions.open.length) setAsking({ ...asking, questions })
    else {
      setAsking(null)
      asking.finish(questions)
    }
  }
  return { questions: asking?.questions ?? null, give, deciderFrom }
}

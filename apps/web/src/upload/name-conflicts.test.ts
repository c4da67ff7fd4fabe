import { describe, expect, it } from 'vitest'
import { answer, ask, type NameConflict, noQuestions } from './name-conflicts.ts'

const conflict = (name: string): NameConflict => ({ name, path: '', takenBy: `id of ${name}` })
const [a, b, c] = [conflict('a'), conflict('b'), conflict('c')]

describe('the questions about taken names', () => {
  it('are asked one after the other, and each keeps its own answer', () => {
    const first = answer(ask(noQuestions, [a, b]), 'replace', false)
    expect(first.open).toEqual([b])
    const second = answer(first, 'skip', false)
    expect(second.open).toEqual([])
    expect([second.answers.get(a), second.answers.get(b)]).toEqual(['replace', 'skip'])
  })

  it('an answer for all leaves those that were given before as they are', () => {
    const all = answer(answer(ask(noQuestions, [a, b, c]), 'skip', false), 'keep', true)
    expect(all.open).toEqual([])
    expect([a, b, c].map((one) => all.answers.get(one))).toEqual(['skip', 'keep', 'keep'])
  })

  it('an answer for all stands for what the offer brings later', () => {
    const later = ask(answer(ask(noQuestions, [a]), 'replace', true), [b])
    expect(later.open).toEqual([])
    expect(later.answers.get(b)).toBe('replace')
  })

  it('a single answer does not', () => {
    expect(ask(answer(ask(noQuestions, [a]), 'replace', false), [b]).open).toEqual([b])
  })
})

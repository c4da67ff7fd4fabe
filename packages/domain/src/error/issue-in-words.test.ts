import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { issueInWords } from './issue-in-words.ts'

const wordsFor = (schema: z.ZodType, value: unknown) => schema.safeParse(value).error?.issues.map(issueInWords)

describe('what is wrong with a value', () => {
  it.each<readonly [string, z.ZodType, unknown, string]>([
    ['one of two', z.enum(['a', 'b']), 'x', 'Must be a or b'],
    ['one of several', z.enum(['view', 'download', 'delete']), 'x', 'Must be one of view, download or delete'],
    ['a single word', z.literal('file'), 'x', 'Must be file'],
    [
      'a kind',
      z.discriminatedUnion('is', [z.object({ is: z.literal('a') }), z.object({ is: z.literal('b') })]),
      { is: 'c' },
      'Must be a or b',
    ],
    ['one of two kinds', z.union([z.string(), z.number()]), {}, 'Not a value that can stand here'],
    ['text', z.string(), 3, 'Must be text'],
    ['a whole number', z.int(), 1.5, 'Must be a whole number'],
    ['yes or no', z.boolean(), 'x', 'Must be true or false'],
    ['a list', z.array(z.string()), 'x', 'Must be a list'],
    ['an object', z.record(z.string(), z.string()), [], 'Must be an object'],
    ['too much', z.int().max(9), 33, 'At most 9'],
    ['too little', z.int().min(2), 1, 'At least 2'],
    ['too long', z.string().max(3), 'abcd', 'At most 3 characters'],
    ['nothing', z.string().min(1), '', 'Must not be empty'],
    ['too many', z.array(z.string()).max(1), ['a', 'b'], 'At most 1 item'],
    ['no id', z.uuid(), 'x', 'Not an id'],
    ['no moment', z.iso.datetime(), 'x', 'Not a moment like 2026-01-31T14:30:00Z'],
    ['another format', z.string().regex(/^\d$/), 'x', 'Not written as it should be'],
    ['steps', z.number().multipleOf(5), 3, 'Must be a multiple of 5'],
  ])('is told to people: %s', (_, schema, value, words) => {
    expect(wordsFor(schema, value)).toEqual([words])
  })

  it('is told in the words of the schema where it has its own', () => {
    expect(wordsFor(z.string().max(3, 'Three letters'), 'abcd')).toEqual(['Three letters'])
    expect(
      wordsFor(
        z.string().refine(() => false, 'Invalid here'),
        'x',
      ),
    ).toEqual(['Invalid here'])
  })

  it('names no more choices than somebody reads', () => {
    const [words = ''] = wordsFor(z.enum(Array.from({ length: 50 }, (_, at) => `v${at}`)), 'x') ?? []
    expect(words).toMatch(/^Must be one of v0, .* v19 or others$/)
  })
})

import { describe, expect, it } from 'vitest'
import { placeOfPath, syntaxFaultIn } from './json-place.ts'

const text = JSON.stringify(
  {
    and: [
      { field: 'name', op: 'eq', value: 'lamp' },
      { field: 'size', op: 'gt', value: 'x' },
    ],
  },
  null,
  2,
)

describe('a place in JSON', () => {
  it('is found by its path', () => {
    const { line, offset, length } = placeOfPath(text, ['and', 1, 'value'])
    expect(line).toBe(11)
    expect(text.slice(offset, offset + length)).toBe('"x"')
  })

  it('is that of what surrounds it when it is missing', () => {
    expect(placeOfPath('{"and":[{"op":"eq"}]}', ['and', 0, 'field'])).toMatchObject({ line: 1, column: 9 })
  })

  it('is where the text stops being JSON', () => {
    expect(syntaxFaultIn('{\n  "and": [\n    { "field" "name" }\n  ]\n}')).toMatchObject({
      place: { line: 3 },
      message: 'Colon expected',
    })
    expect(syntaxFaultIn(text)).toBeNull()
    expect(syntaxFaultIn('{"and": [],}')).not.toBeNull()
  })
})

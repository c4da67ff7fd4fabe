import { describe, expect, it } from 'vitest'
import { linkSeconds } from './link-seconds.ts'

describe('a signed link lasts', () => {
  it.each([
    ['a document of the workspace', { system: 'workspace', objectType: 'pdf', kind: 'document' }, 900],
    ['a document in plain text', { system: 'workspace', objectType: 'doc', kind: 'other' }, 900],
    ['an invoice', { system: 'accounting', objectType: 'invoice', kind: 'document' }, 900],
    ['a receipt', { system: 'accounting', objectType: 'receipt', kind: 'image' }, 600],
    ['a receipt as a document', { system: 'accounting', objectType: 'receipt', kind: 'document' }, 600],
    ['an application', { system: 'app-builder', objectType: 'build', kind: 'other' }, 300],
    ['anything else', { system: 'workspace', objectType: 'file', kind: 'video' }, 600],
  ] as const)('%s', (_, file, seconds) => expect(linkSeconds(file)).toBe(seconds))
})

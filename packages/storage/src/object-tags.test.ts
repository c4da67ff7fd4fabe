import { randomUUID } from 'node:crypto'
import { expect, it } from 'vitest'
import { newKey } from '../test/sample-bytes.ts'
import { objectTags } from './object-tags.ts'
import { derivativeKey, stagingKey } from './storage-key.ts'

const organization = randomUUID()

it('says whose bytes they are, of which system and kind of object', () => {
  const key = newKey({ organization })
  expect(objectTags(key)).toEqual({ organization, system: 'workspace', object_type: 'doc' })
  expect(objectTags(derivativeKey(key, 'thumb.webp'))).toMatchObject({ derivative: 'true' })
})

it('knows what is only on its way', () => {
  expect(objectTags(stagingKey(organization, randomUUID()))).toEqual({ organization, system: 'staging' })
})

import { expect, it } from 'vitest'
import { previewStore } from './preview-store.ts'

it('shows the preview first, and the own token again once it is over', async () => {
  const store = previewStore()
  await store.save({ access: 'own' })
  store.begin('preview')
  expect(await store.load()).toEqual({ access: 'preview' })
  store.end()
  expect(await store.load()).toEqual({ access: 'own' })
})

it('is over when the own token is renewed or given up', async () => {
  const store = previewStore()
  store.begin('preview')
  await store.save({ access: 'newer' })
  expect(await store.load()).toEqual({ access: 'newer' })
  store.begin('preview')
  await store.save(null)
  expect(await store.load()).toBeNull()
})

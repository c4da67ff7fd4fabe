import { onlineManager, QueryObserver } from '@tanstack/react-query'
import { expect, it, onTestFinished } from 'vitest'
import { FreshQueryClient } from './fresh-query-client.ts'

/** A server whose answers say what stood there when they were asked for, and come when the test says so. */
function world() {
  const client = new FreshQueryClient({ defaultOptions: { queries: { staleTime: 60_000, retry: false } } })
  const under: (() => void)[] = []
  let versions = ['version 2', 'version 1']
  let asked = 0
  const query = {
    queryKey: ['file', 'versions', 'a'] as const,
    queryFn: () => {
      asked += 1
      const standing = versions
      return new Promise<string[]>((resolve) => under.push(() => resolve(standing)))
    },
  }
  return {
    client,
    query,
    shown: () => client.getQueryData(query.queryKey),
    asked: () => asked,
    remove: (gone: string) => {
      versions = versions.filter((version) => version !== gone)
    },
    /** The oldest question that is open is answered. */
    answer: async () => {
      await expect.poll(() => under.length).toBeGreaterThan(0)
      under.shift()?.()
    },
  }
}

it('a version is gone from the list that was being asked for when it was deleted', async () => {
  const { client, query, shown, remove, answer } = world()
  const stop = new QueryObserver(client, query).subscribe(() => undefined)
  remove('version 2')
  const reloaded = client.invalidateQueries({ queryKey: ['file', 'versions'] })
  await answer()
  await expect.poll(shown).toEqual(['version 2', 'version 1'])
  await answer()
  await reloaded
  expect(shown()).toEqual(['version 1'])
  stop()
})

it('it is asked for once more, however often something changes until it is there', async () => {
  const { client, query, shown, asked, remove, answer } = world()
  const stop = new QueryObserver(client, query).subscribe(() => undefined)
  const reloads = [1, 2, 3].map(() => client.invalidateQueries({ queryKey: ['file'] }))
  remove('version 1')
  await answer()
  await answer()
  await Promise.all(reloads)
  expect([shown(), asked()]).toEqual([['version 2'], 2])

  remove('version 2')
  const reloaded = client.invalidateQueries({ queryKey: ['file'] })
  await answer()
  await reloaded
  expect([shown(), asked()]).toEqual([[], 3])
  stop()
})

it('what nobody looks at yet is not taken for fresh by those who come to look', async () => {
  const { client, query, shown, remove, answer } = world()
  const fetched = client.fetchQuery(query)
  remove('version 2')
  const reloaded = client.invalidateQueries({ queryKey: ['file'] })
  await answer()
  expect(await fetched).toEqual(['version 2', 'version 1'])
  await reloaded
  const observer = new QueryObserver(client, query)
  const stop = observer.subscribe(() => undefined)
  await answer()
  await expect.poll(shown).toEqual(['version 1'])
  stop()
})

it('an answer that never comes keeps nobody waiting once it is given up', async () => {
  const { client, query, asked } = world()
  const fetched = client.fetchQuery(query)
  const reloaded = client.invalidateQueries({ queryKey: ['file'] })
  await client.cancelQueries({ queryKey: ['file'] })
  await expect(fetched).rejects.toThrow()
  await reloaded
  expect(asked()).toBe(1)
})

it('what waits for a connection keeps nobody waiting, and is then asked for once', async () => {
  const { client, query, shown, asked, remove, answer } = world()
  client.mount()
  onlineManager.setOnline(false)
  onTestFinished(() => onlineManager.setOnline(true))
  const stop = new QueryObserver(client, query).subscribe(() => undefined)
  let isOver = false
  void client.invalidateQueries({ queryKey: ['file'] }).then(() => {
    isOver = true
  })
  remove('version 2')
  await expect.poll(() => isOver).toBe(true)
  onlineManager.setOnline(true)
  await answer()
  await expect.poll(shown).toEqual(['version 1'])
  expect(asked()).toBe(1)
  stop()
  client.unmount()
})

// @vitest-environment happy-dom
import { type ComponentType, Suspense, useEffect } from 'react'
import { flushSync } from 'react-dom'
import { createRoot, type Root } from 'react-dom/client'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { lazyPart } from './lazy-part.tsx'

let root: Root
const place = document.createElement('main')
beforeEach(() => {
  root = createRoot(place)
  vi.spyOn(console, 'error').mockImplementation(() => undefined)
})
afterEach(() => {
  root.unmount()
  vi.restoreAllMocks()
})

interface NamedProps {
  readonly name: string
}
const Instead = ({ name }: NamedProps) => <em>no {name}</em>
const Named = ({ name }: NamedProps) => {
  if (name === 'broken') throw new Error('broken')
  return <strong>{name}</strong>
}

function show(Part: ComponentType<NamedProps>, name: string): void {
  root.render(
    <>
      <p>list</p>
      <Suspense fallback="wait">
        <Part name={name} />
      </Suspense>
    </>,
  )
}
const shown = (html: string) => vi.waitFor(() => expect(place.innerHTML).toBe(`<p>list</p>${html}`))

it('a part comes when it is first shown, and not before', async () => {
  const load = vi.fn(async () => Named)
  const Part = lazyPart(load, Instead)
  expect(load).not.toHaveBeenCalled()
  show(Part, 'pane')
  await shown('<strong>pane</strong>')
})

it('a part that does not come takes nothing else along, and what stands for it knows what it was to show', async () => {
  const Part = lazyPart<NamedProps>(() => Promise.reject(new TypeError('Failed to fetch')), Instead)
  show(Part, 'pane')
  await shown('<em>no pane</em>')
})

it('a part that broke over one thing is tried anew with another', async () => {
  const Part = lazyPart(
    async () => Named,
    Instead,
    ({ name }) => name,
  )
  show(Part, 'broken')
  await shown('<em>no broken</em>')
  show(Part, 'pane')
  await shown('<strong>pane</strong>')
})

it('a part that was preloaded is shown at once, and one that did not come then is asked for again', async () => {
  const load = vi.fn(async () => Named)
  load.mockRejectedValueOnce(new TypeError('Failed to fetch'))
  const Part = lazyPart(load, Instead)
  await Part.preload()
  await Part.preload()
  expect(load).toHaveBeenCalledTimes(2)
  flushSync(() => show(Part, 'pane'))
  expect(place.innerHTML).toBe('<p>list</p><strong>pane</strong>')
})

it('a part is the same all the while it is shown, preloaded meanwhile or not', async () => {
  const mounted = vi.fn()
  const Counted = ({ name }: NamedProps) => {
    useEffect(mounted, [])
    return <strong>{name}</strong>
  }
  const Part = lazyPart(async () => Counted, Instead)
  show(Part, 'pane')
  await shown('<strong>pane</strong>')
  await Part.preload()
  show(Part, 'other')
  await shown('<strong>other</strong>')
  expect(mounted).toHaveBeenCalledTimes(1)
})

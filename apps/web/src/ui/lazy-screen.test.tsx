// @vitest-environment happy-dom
import { MantineProvider } from '@mantine/core'
import {
  createMemoryHistory,
  createRootRoute,
  createRoute,
  createRouter,
  Outlet,
  RouterProvider,
  useSearch,
} from '@tanstack/react-router'
import { createRoot, type Root } from 'react-dom/client'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { lazyScreen } from './lazy-screen.tsx'

let root: Root
const place = document.createElement('main')
beforeEach(() => {
  root = createRoot(place)
  vi.spyOn(console, 'error').mockImplementation(() => undefined)
  vi.spyOn(console, 'warn').mockImplementation(() => undefined)
})
afterEach(() => {
  root.unmount()
  vi.restoreAllMocks()
})

const Harbours = () => {
  const { of } = useSearch({ strict: false }) as { of?: string }
  if (of === 'nowhere') throw new Error('nowhere')
  return <h1>Harbours</h1>
}

function show(at: string, load: () => Promise<typeof Harbours>) {
  const frame = createRootRoute({
    component: () => (
      <MantineProvider>
        <nav>Frame</nav>
        <Outlet />
      </MantineProvider>
    ),
    pendingComponent: () => <p>Without a frame</p>,
    wrapInSuspense: true,
  })
  const screen = createRoute({ getParentRoute: () => frame, path: '/harbours', component: lazyScreen(load) })
  const history = createMemoryHistory({ initialEntries: [at] })
  const router = createRouter({ routeTree: frame.addChildren([screen]), history })
  root.render(<RouterProvider router={router as never} />)
  return history
}
const shown = (words: string) => vi.waitFor(() => expect(place.textContent).toContain(words))

it('a screen that broke over one address is tried anew with another', async () => {
  const history = show('/harbours?of=nowhere', async () => Harbours)
  await shown('This could not be shown')
  expect(place.querySelector('nav')).not.toBeNull()
  history.push('/harbours')
  await shown('Harbours')
})

it('a screen that could not come beforehand is waited for within the frame', async () => {
  let arrive = (_screen: typeof Harbours) => undefined as unknown
  const load = vi.fn(() => new Promise<typeof Harbours>((resolve) => (arrive = resolve)))
  load.mockRejectedValueOnce(new TypeError('Failed to fetch'))
  show('/harbours', load)
  await vi.waitFor(() => expect(place.querySelector('[role="status"]')?.getAttribute('aria-label')).toBe('Loading'))
  expect(place.querySelector('nav')?.style.display).not.toBe('none')
  expect(place.textContent).not.toContain('Without a frame')
  arrive(Harbours)
  await shown('Harbours')
})

import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
  retainSearchParams,
} from '@tanstack/react-router'
import { queryClient } from './api/query-client.ts'
import { readFileSearch } from './file/file-search.ts'
import { readResourceSearch } from './resource/resource-search.ts'
import { meQuery } from './session/me.ts'
import { onSessionEnd, resumeSession } from './session/session.ts'
import { FrameSkeleton } from './shell/frame-skeleton.tsx'
import { NotFound } from './shell/not-found.tsx'
import { Problem } from './ui/problem.tsx'
import { parseSearch, stringifySearch, textParam } from './ui/search-params.ts'

const root = createRootRoute({ component: Outlet, notFoundComponent: NotFound })

/** Only our own pages: `//elsewhere` is another site. */
const localPath = (value: unknown) => (/^\/(?!\/|\\)/.test(textParam(value) ?? '') ? textParam(value) : undefined)

interface SignInSearch {
  /** Where the person was going. */
  to?: string | undefined
}

const signInRoute = createRoute({
  getParentRoute: () => root,
  path: '/signin',
  validateSearch: (raw: Record<string, unknown>): SignInSearch => ({ to: localPath(raw.to) }),
  beforeLoad: async ({ search }) => {
    const state = await resumeSession().catch(() => 'signed-out')
    if (state === 'signed-in') throw redirect({ href: search.to ?? '/' })
  },
  component: lazyRouteComponent(() => import('./session/sign-in-screen.tsx'), 'SignInScreen'),
})

interface AppSearch {
  /** The organization everything is narrowed to; without it, all of them. */
  org?: string | undefined
}

/** Every signed-in screen: who is not goes to sign in first, and comes back. */
const appRoute = createRoute({
  getParentRoute: () => root,
  id: 'app',
  validateSearch: (raw: Record<string, unknown>): AppSearch => ({ org: textParam(raw.org) }),
  search: { middlewares: [retainSearchParams(['org'])] },
  beforeLoad: async ({ location }) => {
    if ((await resumeSession()) === 'signed-out')
      throw redirect({ to: '/signin', search: location.href === '/' ? {} : { to: location.href } })
    await queryClient.ensureQueryData(meQuery)
  },
  component: lazyRouteComponent(() => import('./shell/frame.tsx'), 'Frame'),
  pendingComponent: FrameSkeleton,
  errorComponent: ({ error, reset }) => <Problem error={error} onRetry={reset} />,
})

const homeRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/',
  beforeLoad: ({ search }) => {
    throw redirect({ to: '/files', search })
  },
})

const filesRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/files',
  validateSearch: readFileSearch,
  component: lazyRouteComponent(() => import('./file/file-screen.tsx'), 'FileScreen'),
})

const trashRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/trash',
  validateSearch: readFileSearch,
  component: lazyRouteComponent(() => import('./file/trash-screen.tsx'), 'TrashScreen'),
})

const productsRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/products',
  validateSearch: readResourceSearch,
  component: lazyRouteComponent(() => import('./catalog/product-screen.tsx'), 'ProductScreen'),
})

const organizationsRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/organizations',
  validateSearch: readResourceSearch,
  component: lazyRouteComponent(() => import('./organization/organization-screen.tsx'), 'OrganizationScreen'),
})

const membersRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/members',
  validateSearch: readResourceSearch,
  component: lazyRouteComponent(() => import('./organization/member-screen.tsx'), 'MemberScreen'),
})

export const router = createRouter({
  routeTree: root.addChildren([
    signInRoute,
    appRoute.addChildren([homeRoute, filesRoute, trashRoute, productsRoute, organizationsRoute, membersRoute]),
  ]),
  parseSearch,
  stringifySearch,
  defaultPreload: 'intent',
  defaultPendingMs: 200,
  defaultPendingMinMs: 0,
  scrollRestoration: true,
})

onSessionEnd(({ wasAsked }) => {
  void router.navigate({ to: '/signin', search: wasAsked ? {} : { to: router.state.location.href } })
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}

import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  notFound,
  Outlet,
  redirect,
  retainSearchParams,
} from '@tanstack/react-router'
import { readExplainSearch } from './access/explain-search.ts'
import { readMemberSearch } from './access/member-search.ts'
import { queryClient } from './api/query-client.ts'
import { readAuditSearch } from './audit/audit-search.ts'
import { readDashboardSearch } from './dashboard/dashboard-search.ts'
import { readJobSearch } from './data-job/job-search.ts'
import { readFileSearch } from './file/file-search.ts'
import { readQuarantineSearch } from './file/quarantine/quarantine-search.ts'
import { readSharedSearch } from './file/shared/shared-search.ts'
import { readImportSearch } from './import/import-search.ts'
import { readRecordSearch } from './record/record-search.ts'
import { readResourceSearch } from './resource/resource-search.ts'
import { meQuery } from './session/me.ts'
import { onSessionEnd, resumeSession } from './session/session.ts'
import { hasNothingButWithheld } from './session/withheld.ts'
import { FrameSkeleton } from './shell/frame-skeleton.tsx'
import { outlineAt } from './shell/navigation.ts'
import { NotFound } from './shell/not-found.tsx'
import { recordScreenOf } from './shell/record-screens.ts'
import { readTreeSearch } from './tree/tree-search.ts'
import { Problem } from './ui/problem.tsx'
import { parseSearch, type RawSearch, stringifySearch, textParam } from './ui/search-params.ts'

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

interface LinkSearch {
  /** What the link of a mail carries. */
  token?: string | undefined
}

const readLinkSearch = (raw: Record<string, unknown>): LinkSearch => ({ token: textParam(raw.token) })

const resetRoute = createRoute({
  getParentRoute: () => root,
  path: '/reset',
  validateSearch: readLinkSearch,
  component: lazyRouteComponent(() => import('./session/reset-screen.tsx'), 'ResetScreen'),
})

const invitationRoute = createRoute({
  getParentRoute: () => root,
  path: '/invitation',
  validateSearch: readLinkSearch,
  component: lazyRouteComponent(() => import('./session/invitation-screen.tsx'), 'InvitationScreen'),
})

interface AppSearch {
  /** The organization everything is narrowed to; without it, all of them. */
  org?: string | undefined
  /** Which files the share sheet has just brought, or why there are none; gone as soon as it is read. */
  shared?: string | undefined
}

/** Every signed-in screen: who is not goes to sign in first, and comes back. */
const appRoute = createRoute({
  getParentRoute: () => root,
  id: 'app',
  validateSearch: (raw: Record<string, unknown>): AppSearch => ({
    org: textParam(raw.org),
    shared: textParam(raw.shared),
  }),
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
  beforeLoad: async ({ search }) => {
    const me = await queryClient.ensureQueryData(meQuery)
    throw redirect({ to: hasNothingButWithheld(me) ? '/account/security' : '/files', search })
  },
})

const dashboardRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/dashboard',
  validateSearch: readDashboardSearch,
  component: lazyRouteComponent(() => import('./dashboard/dashboard-screen.tsx'), 'DashboardScreen'),
})

const filesRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/files',
  validateSearch: readFileSearch,
  component: lazyRouteComponent(() => import('./file/file-screen.tsx'), 'FileScreen'),
})

const sharedRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/shared',
  validateSearch: readSharedSearch,
  component: lazyRouteComponent(() => import('./file/shared/shared-screen.tsx'), 'SharedScreen'),
})

const trashRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/trash',
  validateSearch: readFileSearch,
  component: lazyRouteComponent(() => import('./file/trash-screen.tsx'), 'TrashScreen'),
})

const quarantineRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/quarantine',
  validateSearch: readQuarantineSearch,
  component: lazyRouteComponent(() => import('./file/quarantine/quarantine-screen.tsx'), 'QuarantineScreen'),
})

const storageRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/storage',
  component: lazyRouteComponent(() => import('./storage-settings/storage-screen.tsx'), 'StorageScreen'),
})

const jobsRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/data-jobs',
  validateSearch: readJobSearch,
  component: lazyRouteComponent(() => import('./data-job/job-screen.tsx'), 'JobScreen'),
})

/** Every kind of record has its list at `/<plural>`, by its definition: a new one needs no line here. */
const recordsRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/$plural',
  validateSearch: (raw: RawSearch) => ({
    ...readResourceSearch(raw),
    ...readRecordSearch(raw),
    ...readTreeSearch(raw),
  }),
  loader: async ({ params }) => {
    const outline = outlineAt(params.plural)
    if (!outline) throw notFound()
    return { outline, Screen: await recordScreenOf(outline) }
  },
  staleTime: Number.POSITIVE_INFINITY,
  component: lazyRouteComponent(() => import('./shell/record-route.tsx'), 'RecordRoute'),
})

/** Whatever kind of record can be brought in from a file. */
const importRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/$plural/import',
  validateSearch: readImportSearch,
  loader: ({ params }) => {
    const outline = outlineAt(params.plural)
    if (!outline?.isImportable) throw notFound()
    return { outline }
  },
  staleTime: Number.POSITIVE_INFINITY,
  component: lazyRouteComponent(() => import('./import/import-screen.tsx'), 'ImportScreen'),
})

const membersRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/members',
  validateSearch: readMemberSearch,
  component: lazyRouteComponent(() => import('./access/member-screen.tsx'), 'MemberScreen'),
})

const accountRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/account',
  component: lazyRouteComponent(() => import('./account/account-screen.tsx'), 'AccountScreen'),
})

const accountSections = [
  createRoute({
    getParentRoute: () => accountRoute,
    path: '/',
    beforeLoad: ({ search }) => {
      throw redirect({ to: '/account/profile', search })
    },
  }),
  createRoute({
    getParentRoute: () => accountRoute,
    path: '/profile',
    component: lazyRouteComponent(() => import('./account/profile-section.tsx'), 'ProfileSection'),
  }),
  createRoute({
    getParentRoute: () => accountRoute,
    path: '/security',
    component: lazyRouteComponent(() => import('./account/security-section.tsx'), 'SecuritySection'),
  }),
  createRoute({
    getParentRoute: () => accountRoute,
    path: '/sessions',
    component: lazyRouteComponent(() => import('./account/sessions-section.tsx'), 'SessionsSection'),
  }),
  createRoute({
    getParentRoute: () => accountRoute,
    path: '/keys',
    component: lazyRouteComponent(() => import('./account/keys-section.tsx'), 'KeysSection'),
  }),
] as const

const rolesRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/roles',
  validateSearch: readResourceSearch,
  component: lazyRouteComponent(() => import('./access/role-screen.tsx'), 'RoleScreen'),
})

const explainRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/explain',
  validateSearch: readExplainSearch,
  component: lazyRouteComponent(() => import('./access/explain-screen.tsx'), 'ExplainScreen'),
})

const auditRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/audit',
  validateSearch: readAuditSearch,
  component: lazyRouteComponent(() => import('./audit/audit-screen.tsx'), 'AuditScreen'),
})

export const router = createRouter({
  routeTree: root.addChildren([
    signInRoute,
    resetRoute,
    invitationRoute,
    appRoute.addChildren([
      homeRoute,
      dashboardRoute,
      filesRoute,
      sharedRoute,
      trashRoute,
      quarantineRoute,
      storageRoute,
      membersRoute,
      rolesRoute,
      explainRoute,
      auditRoute,
      jobsRoute,
      accountRoute.addChildren(accountSections),
      importRoute,
      recordsRoute,
    ]),
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

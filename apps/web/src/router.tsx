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
import { lazyScreen } from './ui/lazy-screen.tsx'
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
  component: lazyScreen(() => import('./dashboard/dashboard-screen.tsx').then((part) => part.DashboardScreen)),
})

const filesRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/files',
  validateSearch: readFileSearch,
  component: lazyScreen(() => import('./file/file-screen.tsx').then((part) => part.FileScreen)),
})

const sharedRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/shared',
  validateSearch: readSharedSearch,
  component: lazyScreen(() => import('./file/shared/shared-screen.tsx').then((part) => part.SharedScreen)),
})

const trashRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/trash',
  validateSearch: readFileSearch,
  component: lazyScreen(() => import('./file/trash-screen.tsx').then((part) => part.TrashScreen)),
})

const quarantineRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/quarantine',
  validateSearch: readQuarantineSearch,
  component: lazyScreen(() => import('./file/quarantine/quarantine-screen.tsx').then((part) => part.QuarantineScreen)),
})

const storageRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/storage',
  component: lazyScreen(() => import('./storage-settings/storage-screen.tsx').then((part) => part.StorageScreen)),
})

const jobsRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/data-jobs',
  validateSearch: readJobSearch,
  component: lazyScreen(() => import('./data-job/job-screen.tsx').then((part) => part.JobScreen)),
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
    const Screen = recordScreenOf(outline)
    await Screen.preload()
    return { outline, Screen }
  },
  staleTime: Number.POSITIVE_INFINITY,
  component: lazyScreen(() => import('./shell/record-route.tsx').then((part) => part.RecordRoute)),
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
  component: lazyScreen(() => import('./import/import-screen.tsx').then((part) => part.ImportScreen)),
})

const membersRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/members',
  validateSearch: readMemberSearch,
  component: lazyScreen(() => import('./access/member-screen.tsx').then((part) => part.MemberScreen)),
})

const accountRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/account',
  component: lazyScreen(() => import('./account/account-screen.tsx').then((part) => part.AccountScreen)),
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
    component: lazyScreen(() => import('./account/profile-section.tsx').then((part) => part.ProfileSection)),
  }),
  createRoute({
    getParentRoute: () => accountRoute,
    path: '/security',
    component: lazyScreen(() => import('./account/security-section.tsx').then((part) => part.SecuritySection)),
  }),
  createRoute({
    getParentRoute: () => accountRoute,
    path: '/sessions',
    component: lazyScreen(() => import('./account/sessions-section.tsx').then((part) => part.SessionsSection)),
  }),
  createRoute({
    getParentRoute: () => accountRoute,
    path: '/keys',
    component: lazyScreen(() => import('./account/keys-section.tsx').then((part) => part.KeysSection)),
  }),
] as const

const rolesRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/roles',
  validateSearch: readResourceSearch,
  component: lazyScreen(() => import('./access/role-screen.tsx').then((part) => part.RoleScreen)),
})

const explainRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/explain',
  validateSearch: readExplainSearch,
  component: lazyScreen(() => import('./access/explain-screen.tsx').then((part) => part.ExplainScreen)),
})

const auditRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/audit',
  validateSearch: readAuditSearch,
  component: lazyScreen(() => import('./audit/audit-screen.tsx').then((part) => part.AuditScreen)),
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

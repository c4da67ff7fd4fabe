import { browserPlatform } from './browser/browser-platform.ts'
import { clientFactory } from './client-factory.ts'
import { publicLinkFactory } from './public-link.ts'

export * from './public.ts'

/** Opens nothing yet: the first call does. */
export const createClient = clientFactory(browserPlatform)

/** Follows a public link, without an account. */
export const openPublicLink = publicLinkFactory(browserPlatform)

import { clientFactory } from './client-factory.ts'
import { nodePlatform } from './node/node-platform.ts'
import { publicLinkFactory } from './public-link.ts'

export * from './public.ts'

/** Opens nothing yet: the first call does. */
export const createClient = clientFactory(nodePlatform)

/** Follows a public link, without an account. */
export const openPublicLink = publicLinkFactory(nodePlatform)

import { clientFactory } from './client-factory.ts'
import { nodePlatform } from './node/node-platform.ts'

export * from './public.ts'

/** Opens nothing yet: the first call does. */
export const createClient = clientFactory(nodePlatform)

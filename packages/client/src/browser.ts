import { browserPlatform } from './browser/browser-platform.ts'
import { clientFactory } from './client-factory.ts'

export * from './public.ts'

/** Opens nothing yet: the first call does. */
export const createClient = clientFactory(browserPlatform)

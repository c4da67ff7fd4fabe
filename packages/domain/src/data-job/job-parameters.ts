import { jsonObjectUpTo } from '../resource/json-object.ts'

/** Free here: each kind of job judges its own. As large as the corrections of an import may be, with a mapping of a thousand columns. */
export const jobParameters = jsonObjectUpTo(600_000)

import { administrationScreens } from './administration-screens.ts'
import { fileScreens } from './file-screens.ts'
import { importScreens } from './import-screens.ts'
import { openScreens } from './open-screens.ts'
import { recordScreens } from './record-screens.ts'
import type { Screen } from './screen.ts'
import { sessionScreens } from './session-screens.ts'
import { storageScreens } from './storage-screens.ts'

/** Every screen, as the tests and the gallery look at it. */
export const screens: readonly Screen[] = [
  ...openScreens,
  ...fileScreens,
  ...recordScreens,
  ...administrationScreens,
  ...storageScreens,
  ...sessionScreens,
  ...importScreens,
]

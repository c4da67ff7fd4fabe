import { testAppearance } from './support/appearance.ts'

testAppearance(39, { scheme: 'light', width: 320, height: 640 })

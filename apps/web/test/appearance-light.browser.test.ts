import { testAppearance } from './support/appearance.ts'

testAppearance(33, { scheme: 'light', width: 1280, height: 800 })

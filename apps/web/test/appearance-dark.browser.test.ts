import { testAppearance } from './support/appearance.ts'

testAppearance(38, { scheme: 'dark', width: 1280, height: 800 })

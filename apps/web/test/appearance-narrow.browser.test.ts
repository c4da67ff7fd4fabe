import { testAppearance } from './support/appearance.ts'

testAppearance(39, { width: 320, height: 640, schemes: ['light'] })

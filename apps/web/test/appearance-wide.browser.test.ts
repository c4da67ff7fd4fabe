import { testAppearance } from './support/appearance.ts'

testAppearance(33, { width: 1280, height: 800, schemes: ['light', 'dark'] })

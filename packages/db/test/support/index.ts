export { type Sample, type SampleNeeds, sampledResources, samples } from './samples.ts'
export { createTestDatabase, type TestDatabase } from './test-database.ts'
export { grantsOf, type ProductRow, unique, type World, worldIn } from './world.ts'

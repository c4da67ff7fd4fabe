export type { Sample, SampleNeeds } from './sample.ts'
export { sampledResources, sampleOf } from './samples.ts'
export { createTestDatabase, type TestDatabase } from './test-database.ts'
export { grantsOf, type ProductRow, unique, type World, worldIn } from './world.ts'

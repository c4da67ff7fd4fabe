export * from './convert-units.ts'

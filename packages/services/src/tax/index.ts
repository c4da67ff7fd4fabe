export * from './calculate-tax.ts'

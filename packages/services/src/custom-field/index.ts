export * from './custom-field-definitions.ts'

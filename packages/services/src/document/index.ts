export { addDocumentEdition, createDocument, restoreDocument, updateDocument } from './documents.ts'

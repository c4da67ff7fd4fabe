import { readDocument } from './preview/document/read-document.ts'

/** A program of its own: what it is given may be a trap, and then it alone is caught. Prints what it read as JSON. */
const [path = '', mimeType = ''] = process.argv.slice(2)
process.stdout.write(JSON.stringify(await readDocument(path, mimeType)))

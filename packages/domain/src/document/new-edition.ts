import type { z } from 'zod'
import type { CreateOf, PatchOf } from '../resource/define-resource.ts'
import { Document } from './document.ts'

export type NewEdition = Pick<CreateOf<typeof Document>, 'file'> & Omit<PatchOf<typeof Document>, 'version'>

const { file } = (Document.create as unknown as z.ZodObject).shape

/** What the next edition of a document is made of: its file, and what is said differently this time. */
export const newEdition = (Document.patch as unknown as z.ZodObject)
  .omit({ version: true })
  .extend({ file: file as z.ZodType<string> }) as unknown as z.ZodType<NewEdition, NewEdition>

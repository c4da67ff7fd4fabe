/** Coarse kinds, by which sizes are limited and files are filtered and shown. */
export const fileKinds = ['image', 'document', 'video', 'audio', 'text', 'other'] as const
export type FileKind = (typeof fileKinds)[number]

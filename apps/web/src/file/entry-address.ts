interface Addressed {
  readonly is: 'file' | 'folder'
  readonly id: string
  readonly row: { readonly organization: string }
}

/** Where a colleague finds a file, opened, or a folder. They must be able to open it by themselves. */
export const addressOf = ({ is, id, row }: Addressed): string =>
  new URL(`/files?org=${row.organization}&${is === 'file' ? 'preview' : 'folder'}=${id}`, window.location.origin).href

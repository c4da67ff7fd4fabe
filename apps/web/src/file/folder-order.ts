const orders = ['name', '-name', 'createdAt', '-createdAt', 'updatedAt', '-updatedAt']

/** Folders are sorted as the files are where that makes sense for a folder, and by name where not. */
export function folderOrder(sort: string | undefined): string {
  const order = sort?.replace('originalFilename', 'name') ?? 'name'
  return orders.includes(order) ? order : 'name'
}

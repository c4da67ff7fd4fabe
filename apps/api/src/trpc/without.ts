/** The same procedures but some: a resource that is made in another way has no `create`. */
export function without<P extends object, const N extends keyof P>(procedures: P, ...names: N[]): Omit<P, N> {
  return Object.fromEntries(Object.entries(procedures).filter(([name]) => !names.includes(name as N))) as Omit<P, N>
}

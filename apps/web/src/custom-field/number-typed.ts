/** A number once it is one and nothing of what was typed would be lost; until then what was typed. */
export function numberTyped(typed: string): number | string | undefined {
  const text = typed.trim()
  if (text === '') return undefined
  const number = Number(text)
  return String(number) === text ? number : typed
}

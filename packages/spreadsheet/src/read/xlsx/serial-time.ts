/** `18:30:00`; more than a day where that is what was measured. */
export function timeOfSerial(serial: number): string {
  const seconds = Math.round(serial * 86_400)
  const two = (value: number) => String(Math.floor(value)).padStart(2, '0')
  return `${two(seconds / 3600)}:${two((seconds / 60) % 60)}:${two(seconds % 60)}`
}

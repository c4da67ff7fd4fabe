import { words } from './words.ts'

/** In this order: browsers name those they are like, too. */
const programs = [
  ['Edge', /\bEdg(?:e|A|iOS)?\//],
  ['Opera', /\bOPR\//],
  ['Samsung Internet', /\bSamsungBrowser\//],
  ['Firefox', /\b(?:Firefox|FxiOS)\//],
  ['Chrome', /\b(?:Chrome|CriOS|HeadlessChrome)\//],
  ['Safari', /\bSafari\//],
  ['curl', /^curl\//],
  ['Python', /python/i],
  ['Node.js', /^(?:node|undici)\b/i],
] as const

const systems = [
  ['iPhone', /\biPhone\b/],
  ['iPad', /\biPad\b/],
  ['Android', /\bAndroid\b/],
  ['Windows', /\bWindows\b/],
  ['ChromeOS', /\bCrOS\b/],
  ['macOS', /\bMac OS X\b/],
  ['Linux', /\bLinux\b/],
] as const

export interface Device {
  /** `Firefox on Linux`. */
  readonly words: string
  readonly isPhone: boolean
}

/** What a browser says of itself, as its owner would call it. */
export function deviceInWords(userAgent: string | null): Device {
  if (!userAgent) return { words: words.unknownDevice, isPhone: false }
  const program = first(programs, userAgent)
  const system = first(systems, userAgent)
  const isPhone = system === 'iPhone' || (system === 'Android' && /\bMobile\b/.test(userAgent))
  if (program && system) return { words: words.programOn(program, system), isPhone }
  return { words: program ?? system ?? userAgent.slice(0, 40), isPhone }
}

const first = (known: readonly (readonly [string, RegExp])[], userAgent: string): string | undefined =>
  known.find(([, sign]) => sign.test(userAgent))?.[0]

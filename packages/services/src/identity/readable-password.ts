import { readableLetters } from './readable-letters.ts'

/** A password to read from a screen and type once: four groups of five, 100 bits. */
export const readablePassword = (random: (bytes: number) => Buffer): string =>
  readableLetters(random, { count: 20, inGroupsOf: 5 })

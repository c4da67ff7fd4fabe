/**
 * Spreadsheets take text that begins so for a formula and run it (CWE-1236, OWASP CSV Injection): in full width too, and behind what a
 * reader that trims would take away. A quote in front keeps it text; text that looks guarded already gets one more, so that taking one
 * away again always gives back what there was.
 */
const dangerous = /^'*\s*[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/
const guarded = /^'+\s*[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/

/** A negative number is a number and nothing else: it stays one. */
const number = /^-\d+(?:\.\d+)?$/

export const guardFormula = (text: string): string => (dangerous.test(text) && !number.test(text) ? `'${text}` : text)

/** What was written before it was guarded. */
export const unguardFormula = (text: string): string => (guarded.test(text) ? text.slice(1) : text)

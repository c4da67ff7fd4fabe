/** Codes compare by their letters, whatever language this machine speaks. @param {readonly unknown[]} left @param {readonly unknown[]} right */
export const byFirst = ([left], [right]) => (String(left) < String(right) ? -1 : 1)

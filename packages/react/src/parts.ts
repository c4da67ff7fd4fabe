/** What our own pages are made of besides: the web client and the page behind a public link. */

export { Button, IconButton } from './ui/button.tsx'
export { copyText } from './ui/copy.ts'
export { TextField } from './ui/field.tsx'
export { ProblemNote } from './ui/problem-note.tsx'
export { problemWords } from './ui/problem-words.ts'
export { useIsTouch } from './ui/use-is-touch.ts'
export { When } from './ui/when.tsx'

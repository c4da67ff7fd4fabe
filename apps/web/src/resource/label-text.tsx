import type { ReactNode } from 'react'
import { words } from './words.ts'

interface LabelTextProps {
  readonly text: string
  readonly isRequired: boolean
}

/** What a field is called, and that it may not be left out. */
export function LabelText({ text, isRequired }: LabelTextProps): ReactNode {
  if (!isRequired) return text
  return (
    <>
      {text} <span style={{ color: 'var(--gw-text-faint)', fontSize: 12, fontWeight: 400 }}>{words.required}</span>
    </>
  )
}

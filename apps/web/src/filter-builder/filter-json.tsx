import { type Filter, parseFilterJson, type Readable, type Resource } from '@groundwork/domain'
import { Textarea, UnstyledButton } from '@mantine/core'
import { type CSSProperties, useRef, useState } from 'react'
import styles from './filter-builder.module.css'
import { placeOfPath, syntaxFaultIn, type TextPlace } from './json-place.ts'
import { faultsOf } from './judge-condition.ts'
import { words } from './words.ts'

interface FilterJsonProps {
  readonly resource: Resource
  readonly readable: Readable
  /** The filter as it stands; what is being typed here is kept while it differs. */
  readonly value: unknown
  readonly onChange: (filter: Filter) => void
}

interface Fault {
  readonly place: TextPlace
  readonly message: string
}

/** The filter as it is stored and sent, to read, copy and write. What is wrong is told at its line. */
export function FilterJson({ resource, readable, value, onChange }: FilterJsonProps) {
  const shown = JSON.stringify(value, null, 2)
  const box = useRef<HTMLTextAreaElement>(null)
  const [typed, setTyped] = useState<string | null>(null)
  const [seen, setSeen] = useState(shown)
  const [scroll, setScroll] = useState(0)
  // It was changed beside: what was typed is out of date.
  if (seen !== shown) {
    setSeen(shown)
    if (typed !== null && !isSameJson(typed, shown)) setTyped(null)
  }
  const text = typed ?? shown
  const faults = faultsIn(text, resource, readable)
  const [first] = faults

  function change(next: string) {
    setTyped(next)
    if (!faultsIn(next, resource, readable).length) onChange(parseFilterJson(next, resource, { readable }))
  }
  function show({ offset, length }: TextPlace) {
    box.current?.focus()
    box.current?.setSelectionRange(offset, offset + Math.max(length, 1))
  }
  return (
    <div className={styles.json}>
      <div className={styles.jsonBox}>
        {first && (
          <span
            aria-hidden
            className={styles.faultLine}
            style={{ '--line': first.place.line - 1, '--scroll': `${scroll}px` } as CSSProperties}
          />
        )}
        <Textarea
          ref={box}
          aria-label={words.json}
          aria-invalid={faults.length > 0}
          classNames={{ input: styles.jsonInput ?? '' }}
          value={text}
          rows={Math.min(Math.max(text.split('\n').length, 4), 16)}
          spellCheck={false}
          autoCapitalize="off"
          onChange={({ currentTarget }) => change(currentTarget.value)}
          onBlur={() => !faults.length && setTyped(null)}
          onScroll={({ currentTarget }) => setScroll(currentTarget.scrollTop)}
        />
      </div>
      {faults.length > 0 && (
        <ul className={styles.faults} role="alert">
          {faults.map(({ place, message }) => (
            <li key={`${place.offset} ${message}`}>
              <UnstyledButton className={styles.faultPlace} onClick={() => show(place)}>
                {words.line(place.line, place.column)}
              </UnstyledButton>{' '}
              {message}
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}

function faultsIn(text: string, resource: Resource, readable: Readable): readonly Fault[] {
  const syntax = syntaxFaultIn(text)
  if (syntax) return [syntax]
  try {
    parseFilterJson(text, resource, { readable })
    return []
  } catch (error) {
    return faultsOf(error).map(({ path, message }) => ({ place: placeOfPath(text, path), message }))
  }
}

function isSameJson(a: string, b: string): boolean {
  return syntaxFaultIn(a) === null && JSON.stringify(JSON.parse(a)) === JSON.stringify(JSON.parse(b))
}

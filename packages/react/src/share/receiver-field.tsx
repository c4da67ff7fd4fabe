import { IconUser, IconUsersGroup } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { type KeyboardEvent, useDeferredValue, useId, useState } from 'react'
import { useGroundwork } from '../groundwork-provider.tsx'
import field from '../ui/field.module.css'
import { words } from '../words.ts'
import styles from './receiver-field.module.css'
import { type Receiver, receiversQuery } from './sharing-queries.ts'

interface ReceiverFieldProps {
  readonly organization: string
  readonly onPick: (receiver: Receiver) => void
}

/** Finds people and roles by what is typed of their names. */
export function ReceiverField({ organization, onPick }: ReceiverFieldProps) {
  const { client, queryClient } = useGroundwork()
  const id = useId()
  const [typed, setTyped] = useState('')
  const [active, setActive] = useState(0)
  const [isOpen, setIsOpen] = useState(false)
  const search = useDeferredValue(typed.trim())
  const {
    data = [],
    isFetching,
    isPlaceholderData,
  } = useQuery(receiversQuery(client, organization, search), queryClient)
  const isShown = isOpen && search !== ''

  function pick(receiver: Receiver | undefined) {
    if (!receiver) return
    setTyped('')
    setIsOpen(false)
    onPick(receiver)
  }

  function onKeyDown(event: KeyboardEvent<HTMLInputElement>) {
    if (!isShown) return
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step) setActive((now) => (now + step + data.length) % Math.max(1, data.length))
    else if (event.key === 'Enter') pick(data[active])
    else if (event.key === 'Escape') setIsOpen(false)
    else return
    event.preventDefault()
    event.stopPropagation()
  }

  return (
    <div className={styles.root}>
      <label htmlFor={id} className={styles.label}>
        {words.shareWith}
      </label>
      <input
        id={id}
        className={field.input}
        role="combobox"
        autoComplete="off"
        placeholder={words.shareWithHint}
        value={typed}
        aria-expanded={isShown}
        aria-controls={`${id}-list`}
        aria-autocomplete="list"
        aria-activedescendant={isShown && data[active] ? `${id}-${active}` : undefined}
        onChange={({ currentTarget }) => {
          setTyped(currentTarget.value)
          setActive(0)
          setIsOpen(true)
        }}
        onBlur={() => setIsOpen(false)}
        onKeyDown={onKeyDown}
      />
      {isShown && (
        <div
          role="listbox"
          id={`${id}-list`}
          aria-label={words.found}
          aria-busy={isFetching || isPlaceholderData}
          className={styles.list}
          tabIndex={-1}
        >
          {data.map((receiver, place) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the field's, which keeps the focus
            <div
              key={receiver.id}
              id={`${id}-${place}`}
              role="option"
              tabIndex={-1}
              aria-selected={place === active}
              className={styles.option}
              onPointerMove={() => setActive(place)}
              // The field must not lose the focus before the click has arrived.
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => pick(receiver)}
            >
              {receiver.kind === 'user' ? <IconUser size={16} aria-hidden /> : <IconUsersGroup size={16} aria-hidden />}
              <span className={styles.name}>{receiver.name}</span>
              <span className={styles.about}>
                {receiver.kind === 'role' ? words.roleNamed(receiver.about) : receiver.about}
              </span>
            </div>
          ))}
          {data.length === 0 && <div className={styles.none}>{isFetching ? words.looking : words.nobodyFound}</div>}
        </div>
      )}
    </div>
  )
}

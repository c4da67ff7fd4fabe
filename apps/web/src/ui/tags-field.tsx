import { TagsInput, type TagsInputProps } from '@mantine/core'
import { useState } from 'react'

interface TagsFieldProps extends Omit<TagsInputProps, 'data' | 'searchValue' | 'onSearchChange'> {
  readonly suggestions?: readonly string[]
}

/** Tags to type. Known ones are suggested once something is typed, so that the list never covers what is below. */
export function TagsField({ suggestions = [], ...rest }: TagsFieldProps) {
  const [typed, setTyped] = useState('')
  return (
    <TagsInput
      {...rest}
      maxLength={100}
      searchValue={typed}
      onSearchChange={setTyped}
      data={typed ? [...suggestions] : []}
    />
  )
}

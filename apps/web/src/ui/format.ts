/** Everything that depends on the reader's language is formatted by these and nowhere else. */
export * from '@groundwork/react/format'

/** Has the browser fetch an address itself and write it to the disk as it comes, whatever its size. The server says what it is called. */
export const downloadFrom = (url: string): void =>
  Object.assign(document.createElement('a'), { href: url, download: '' }).click()

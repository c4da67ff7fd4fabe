// @vitest-environment happy-dom
import type { FileRow, GroundworkClient } from '@groundwork/client'
import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react'
import type { ReactNode } from 'react'
import { afterEach, expect, it, vi } from 'vitest'
import { FileList, FilePreview, FileUploader, GroundworkProvider, QuotaIndicator, ShareDialog } from './index.ts'

afterEach(() => {
  cleanup()
  vi.restoreAllMocks()
})

/** Answers the calls that a component makes; any other call is a fault of the component. */
const show = (calls: object, children: ReactNode) =>
  render(<GroundworkProvider client={calls as GroundworkClient}>{children}</GroundworkProvider>)

const row = (values: Partial<FileRow>) =>
  ({
    id: 'f1',
    originalFilename: 'Tide tables.csv',
    kind: 'text',
    mimeType: 'text/csv',
    status: 'available',
    statusReason: null,
    fileSize: 2048,
    previews: [],
    properties: {},
    abilities: ['view', 'download'],
    createdAt: '2026-05-04T12:00:00Z',
    ...values,
  }) as FileRow

const page = (rows: readonly object[]) => ({ rows, nextCursor: null })

it('a program that forgot the provider is told so', () => {
  vi.spyOn(console, 'error').mockImplementation(() => undefined)
  expect(() => render(<QuotaIndicator organization="o1" />)).toThrow('GroundworkProvider')
})

it.each([
  [50, 0, '50 GB of 100 GB used', '50'],
  [70, 12, 'Nearly full', '82'],
  [94, 2, 'Almost no space left', '96'],
  [120, 0, 'Full', '100'],
])('%i GB and %i GB on the way of 100 GB: %s', async (used, reserved, said, percent) => {
  const GB = 1024 ** 3
  const quota = async () => ({
    quotaBytes: 100 * GB,
    usedBytes: used * GB,
    reservedBytes: reserved * GB,
    warningThreshold: 80,
  })
  show({ file: { quota } }, <QuotaIndicator organization="o1" />)
  await screen.findByText(said, { exact: false })
  expect(screen.getByRole('progressbar').getAttribute('aria-valuenow')).toBe(percent)
})

it('lists files and says which are opened', async () => {
  const onOpen = vi.fn()
  const rows = [row({}), row({ id: 'f2', originalFilename: 'Scan.pdf', status: 'quarantined' })]
  show({ file: { list: async () => page(rows) } }, <FileList organizations={['o1']} onOpen={onOpen} />)
  fireEvent.click(await screen.findByRole('button', { name: 'Tide tables.csv' }))
  expect(onOpen).toHaveBeenCalledWith(rows[0])
  screen.getByText('Refused')
  expect(screen.queryByRole('button', { name: 'Download Scan.pdf' })).toBeNull()
})

it('shows a table as a table, and why a refused file is not shown', async () => {
  const downloadFile = async () => new Response('port;depth\nNorth;7,5\n')
  const { unmount } = show({ downloadFile }, <FilePreview file={row({})} />)
  await screen.findByRole('columnheader', { name: 'depth' })
  screen.getByRole('cell', { name: '7,5' })
  unmount()

  show({}, <FilePreview file={row({ status: 'quarantined', statusReason: 'A virus was found' })} />)
  screen.getByText('A virus was found')
})

it('shows whoever may only look what was made of a file, and asks for nothing else', async () => {
  URL.createObjectURL = () => 'blob:page'
  URL.revokeObjectURL = () => undefined
  const downloadFile = vi.fn(async (_id: string, _options: object) => new Response('a picture'))
  const offer = { mimeType: 'application/pdf', kind: 'document', abilities: ['view'] } as const
  const { unmount } = show(
    { downloadFile },
    <FilePreview file={row({ ...offer, previews: ['optimised', 'text', 'thumbnail'] })} />,
  )
  await screen.findByRole('img', { name: 'Tide tables.csv' })
  expect(downloadFile.mock.calls.map(([, options]) => options)).toEqual([
    expect.objectContaining({ variant: 'optimised' }),
  ])
  unmount()

  for (const file of [row({ ...offer }), row({ abilities: ['view'] }), row({ kind: 'video', abilities: ['view'] })]) {
    const { unmount: close } = show({}, <FilePreview file={file} />)
    screen.getByText('No preview of this file')
    screen.getByText('looked at only', { exact: false })
    expect(screen.queryByRole('button', { name: 'Download' })).toBeNull()
    close()
  }
})

it('uploads what is chosen and tells when each has arrived', async () => {
  const uploadFile = vi.fn(async () => row({}))
  const onUploaded = vi.fn()
  show({ uploadFile }, <FileUploader organization="o1" tags={['tide']} onUploaded={onUploaded} />)
  const file = new File(['ebb'], 'ebb.txt')
  fireEvent.change(screen.getByLabelText('Choose files', { selector: 'input' }), { target: { files: [file] } })
  await screen.findByText('Uploaded')
  expect(uploadFile).toHaveBeenCalledWith(file, expect.objectContaining({ organization: 'o1', tags: ['tide'] }))
  expect(onUploaded).toHaveBeenCalledTimes(1)
})

it('uploads a folder that is chosen with the folders in it, each asked for once', async () => {
  const uploadFile = vi.fn(async () => row({}))
  const ensure = vi.fn(async ({ paths }: { paths: string[] }) => paths.map((path) => ({ id: `id of ${path}` })))
  show({ uploadFile, folder: { ensure } }, <FileUploader organization="o1" folder="f1" />)
  const files = ['2026/a.txt', '2026/clips/b.txt', '2026/clips/c.txt'].map((path) =>
    Object.defineProperty(new File(['ebb'], path), 'webkitRelativePath', { value: path }),
  )
  fireEvent.change(screen.getByLabelText('Choose a folder', { selector: 'input' }), { target: { files } })
  await vi.waitFor(() => expect(screen.getAllByText('Uploaded')).toHaveLength(3))
  expect(uploadFile.mock.calls.map(([, options]: unknown[]) => options)).toEqual([
    expect.objectContaining({ folder: 'id of 2026' }),
    expect.objectContaining({ folder: 'id of 2026/clips' }),
    expect.objectContaining({ folder: 'id of 2026/clips' }),
  ])
  expect(ensure.mock.calls.map(([asked]) => asked)).toEqual([
    { organization: 'o1', parent: 'f1', paths: ['2026'] },
    { organization: 'o1', parent: 'f1', paths: ['2026/clips'] },
  ])
})

const noShares = { fileShare: { list: async () => [] }, fileLink: { list: async () => [] } }
const dialog = (
  <ShareDialog target={{ file: 'f1' }} name="Tide tables.csv" organization="o1" onClose={() => undefined} />
)

it('shares with somebody found by typing, by the keyboard alone', async () => {
  const create = vi.fn(async () => ({}))
  const calls = {
    fileShare: { ...noShares.fileShare, create },
    user: { list: async () => page([{ id: 'u1', username: 'ada', firstName: 'Ada', lastName: 'Lindqvist' }]) },
    role: { list: async () => page([{ id: 'r1', name: 'Adviser', description: '' }]) },
  }
  show(calls, dialog)
  const field = await screen.findByRole('combobox', { name: 'Share with' })
  fireEvent.change(field, { target: { value: 'ad' } })
  await screen.findByRole('option', { name: /Ada Lindqvist/ })
  fireEvent.keyDown(field, { key: 'ArrowDown' })
  fireEvent.keyDown(field, { key: 'ArrowUp' })
  fireEvent.keyDown(field, { key: 'Enter' })

  const form = await screen.findByRole('form', { name: 'Share with Ada Lindqvist' })
  fireEvent.change(within(form).getByLabelText('Permission'), { target: { value: 'view' } })
  fireEvent.click(within(form).getByLabelText('May share it on'))
  fireEvent.submit(form)
  await waitFor(() =>
    expect(create).toHaveBeenCalledWith({ file: 'f1', user: 'u1', permission: 'view', canReshare: true }),
  )
})

it('makes a link that ends by itself unless told otherwise, and shows its address once', async () => {
  const create = vi.fn(async (_values: object) => ({ url: 'https://files.example.com/s/abc' }))
  show({ ...noShares, fileLink: { ...noShares.fileLink, create } }, dialog)
  fireEvent.click(await screen.findByRole('tab', { name: 'Links' }))
  fireEvent.click(screen.getByRole('button', { name: 'New link' }))
  const form = await screen.findByRole('form', { name: 'New link' })
  fireEvent.change(within(form).getByLabelText('Downloads at most'), { target: { value: '3' } })
  fireEvent.submit(form)
  await screen.findByDisplayValue('https://files.example.com/s/abc')

  const [values] = create.mock.calls[0] ?? []
  expect(values).toMatchObject({ file: 'f1', kind: 'download', downloadLimit: 3 })
  const days = (new Date((values as { expiresAt: string }).expiresAt).getTime() - Date.now()) / 86_400_000
  expect(days).toBeCloseTo(14, 1)
})

it('says what of a drop could not be read', async () => {
  const { container } = show({}, <FileUploader organization="o1" />)
  const file = (_: unknown, failed: (why: Error) => void) => failed(new Error('locked'))
  const entry = { name: 'locked.pdf', isFile: true, isDirectory: false, file }
  const place = within(container).getByRole('region', { name: 'Drop files here, or choose them' })
  fireEvent.drop(place, { dataTransfer: { items: [{ webkitGetAsEntry: () => entry }], files: [] } })
  const told = await screen.findByRole('alert')
  expect(told.textContent).toBe('locked.pdf could not be read and was not taken. Everything else was.')
})

it('speaks of no dropping where a finger does the choosing', () => {
  vi.spyOn(window, 'matchMedia').mockImplementation(
    (query) =>
      ({
        ...new EventTarget(),
        matches: query.includes('coarse'),
        addEventListener: () => undefined,
        removeEventListener: () => undefined,
      }) as never,
  )
  show({}, <FileUploader organization="o1" />)
  expect(screen.getByRole('region').textContent).toContain('Choose what to upload')
  expect(screen.queryByText(/drop/i)).toBeNull()
  vi.restoreAllMocks()
})

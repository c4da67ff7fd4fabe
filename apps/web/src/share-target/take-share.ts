import { type ShareTrouble, sharedAddress, shareTargetPath } from '@groundwork/domain'
import { forgetOutdated, type ShareStore } from './received-shares.ts'

interface TakingParts {
  readonly store: Pick<ShareStore, 'all' | 'forget' | 'keep'>
  newId(): string
  now(): number
}

/** A window that a share sheet opens. Neither what a script sends, nor a frame that another site put into its page. */
export const isShare = ({ method, destination, url }: Pick<Request, 'method' | 'destination' | 'url'>): boolean =>
  method === 'POST' && destination === 'document' && new URL(url).pathname === shareTargetPath

/** Keeps what was shared, and answers where the person is to go on. It does not know who that is: the page does. */
export async function takeShare(request: Pick<Request, 'formData'>, parts: TakingParts): Promise<string> {
  const unkept: ShareTrouble = 'unkept'
  return sharedAddress(await keep(request, parts).catch(() => unkept))
}

async function keep(request: Pick<Request, 'formData'>, { store, newId, now }: TakingParts): Promise<string> {
  const files = filesOf(await request.formData(), now())
  if (!files.length) return 'empty' satisfies ShareTrouble
  await forgetOutdated(store, now())
  const id = newId()
  const told = files.map(({ name, size }) => ({ name, bytes: size }))
  await store.keep({ id, receivedAt: now(), files: told }, files)
  return id
}

/**
 * A form whose field for files was left empty sends one without a name. When a file was changed is not told by a form: browsers answer the
 * moment they are asked, by which nothing that was interrupted would be known again.
 */
const filesOf = (form: FormData, lastModified: number): File[] =>
  form
    .getAll('files')
    .filter((value) => typeof value !== 'string')
    .filter(({ name }) => name !== '')
    .map((file) => new File([file], file.name, { type: file.type, lastModified }))

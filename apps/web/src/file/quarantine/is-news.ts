import type { DomainEvent } from '@groundwork/domain'

/** Something else may be held after these, whatever is shown. */
const bringing = /[.-](quarantined|unscannable|withdrawn|released|restored)$/

/** These change or take away what was there before. They come with every clean scan anywhere: most are about nothing that is shown. */
const ending = /[.-](available|deleted|purged|versions)$/

/** Whether the list of what is held back may be another one after an event; `shown` are the files in it. */
export const isNews = (
  { resource, topic, objectId }: Pick<DomainEvent, 'resource' | 'topic' | 'objectId'>,
  shown: ReadonlySet<string>,
): boolean => resource === 'file' && (bringing.test(topic) || (ending.test(topic) && shown.has(objectId)))

import { ImportSession, sessionParts } from '@groundwork/domain'
import { Button, Group, Modal } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useCallback, useState } from 'react'
import { statusQuery } from '../api/status.ts'
import { OrganizationPicker } from '../organization/organization-picker.tsx'
import { useOrganizationName } from '../organization/organization-queries.ts'
import { errorsFromServer } from '../resource/form-errors.ts'
import type { MakerProps } from '../resource/record-types.ts'
import { ReferenceInput } from '../resource/reference-input.tsx'
import { useAbilities } from '../session/abilities.ts'
import { useMe } from '../session/me.ts'
import { ChooserButton } from '../ui/chooser-button.tsx'
import { ProblemNote } from '../ui/problem.tsx'
import { words as common } from '../ui/words.ts'
import type { Offer } from '../upload/offer-files.ts'
import { useFileTaker } from '../upload/open-place.ts'
import { noFiles, refusalOf, withFiles } from './chosen-files.ts'
import styles from './session.module.css'
import { SessionFileSlot } from './session-file-slot.tsx'
import { useStartSession } from './use-start-session.ts'
import { words } from './words.ts'

const labels = { stat: words.statFile, recap: words.recapFile }

/** Asks for a country and two files, and starts the session: what is refused is told here, and what was sent is kept. */
export function NewSessionDialog({ organization: current, onClose, onMade }: MakerProps) {
  const { memberships } = useMe()
  const { can } = useAbilities()
  const { data: status } = useQuery(statusQuery)
  const [only, ...others] = memberships
  const [organization, setOrganization] = useState(current ?? (others.length ? null : (only?.organization ?? null)))
  const organizationName = useOrganizationName(organization ?? undefined)
  const [country, setCountry] = useState(countryOf(memberships, organization))
  const [files, setFiles] = useState(noFiles)
  /** From the first attempt on, what is missing is said. */
  const [isAsked, setIsAsked] = useState(false)
  const { doing, problem, start } = useStartSession(onMade)
  const take = useCallback(async (offer: Offer) => {
    for await (const offered of offer) {
      setFiles((before) =>
        withFiles(
          before,
          offered.map(({ file }) => file),
        ),
      )
    }
  }, [])
  useFileTaker(organization ?? undefined, words.newTitle, take)

  const refused = errorsFromServer(problem)
  const refusals = {
    stat: refusalOf('stat', files, status?.uploadPolicy),
    recap: refusalOf('recap', files, status?.uploadPolicy),
  }
  const isWithoutFiles = files.stat === null && files.recap === null

  function ask() {
    setIsAsked(true)
    if (!organization || !country || isWithoutFiles || refusals.stat || refusals.recap) return
    void start({ organization, country, files })
  }

  return (
    <Modal
      opened
      onClose={onClose}
      title={words.newTitle}
      size={560}
      closeOnClickOutside={false}
      closeButtonProps={{ 'aria-label': common.close }}
    >
      <div className={styles.dialog}>
        <p className={styles.soft}>{words.newHint}</p>
        <ProblemNote error={problem} />
        {current === undefined && (
          <div>
            <div className={styles.label}>{words.organization}</div>
            <OrganizationPicker
              value={organization}
              isOffered={(id) => can('add', ImportSession, id)}
              onPick={(picked) => {
                setOrganization(picked)
                setCountry((before) => before ?? countryOf(memberships, picked))
              }}
            >
              {(toggle) => (
                <ChooserButton
                  label={`${words.organization}: ${organizationName || words.chooseOrganization}`}
                  onClick={toggle}
                >
                  {organizationName || words.chooseOrganization}
                </ChooserButton>
              )}
            </OrganizationPicker>
            {isAsked && !organization && (
              <p role="alert" className={styles.bad}>
                {words.organizationMissing}
              </p>
            )}
          </div>
        )}
        <ReferenceInput
          resource="country"
          label={words.country}
          value={country}
          isRequired
          isFirst
          error={refused.country ?? (isAsked && !country ? words.countryMissing : undefined)}
          onChange={setCountry}
        />
        <div className={styles.fields}>
          {sessionParts.map((part) => (
            <SessionFileSlot
              key={part}
              label={labels[part]}
              file={files[part]}
              refusal={refusals[part] ?? refused[`${part}File`] ?? null}
              isDisabled={doing !== null}
              onChange={(file) => setFiles((before) => ({ ...before, [part]: file }))}
            />
          ))}
        </div>
        {isAsked && isWithoutFiles && (
          <p role="alert" className={styles.bad}>
            {words.filesMissing}
          </p>
        )}
        <p className={styles.soft} role="status">
          {doing ?? words.formats}
        </p>
      </div>
      <Group justify="flex-end" gap={8} mt="md">
        <Button variant="default" onClick={onClose}>
          {common.cancel}
        </Button>
        <Button loading={doing !== null} onClick={ask}>
          {words.start}
        </Button>
      </Group>
    </Modal>
  )
}

interface Belonging {
  readonly organization: string
  readonly attributes: Readonly<Record<string, unknown>>
}

/** The country that somebody answers for there: most have one, and it is the one they mean. */
function countryOf(memberships: readonly Belonging[], organization: string | null): string | null {
  const { country } = memberships.find((one) => one.organization === organization)?.attributes ?? {}
  return typeof country === 'string' ? country : null
}

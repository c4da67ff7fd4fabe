import { toGroundworkError } from '@groundwork/client'
import type { DataJobRow, JsonObject } from '@groundwork/domain'
import { Button, Skeleton } from '@mantine/core'
import { IconTableOff } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { gw } from '../api/client.ts'
import type { NamedResource } from '../resource/record-types.ts'
import { EmptyState } from '../ui/empty-state.tsx'
import { Problem, ProblemNote } from '../ui/problem.tsx'
import { useStillHere } from '../ui/use-still-here.ts'
import { ColumnsStep } from './columns-step.tsx'
import { FileGate } from './file-gate.tsx'
import { decide, hindranceOf, type ImportDraft, parametersOf, readingOf, touched } from './import-draft.ts'
import { planQuery, proposalQuery } from './import-queries.ts'
import { type ImportSearch, planSteps, type PlanStep as Step } from './import-search.ts'
import { keptMending } from './kept-mending.ts'
import { isMended, mendedCells, parametersOfMending } from './mending.ts'
import { ReadingStep } from './reading-step.tsx'
import { RowsStep } from './rows-step.tsx'
import { useDraft } from './use-draft.ts'
import { useMending } from './use-mending.ts'
import wizard from './wizard.module.css'
import { WizardFoot } from './wizard-foot.tsx'
import { words } from './words.ts'

interface PlanStepProps {
  readonly resource: NamedResource
  readonly organization: string
  readonly file: string
  readonly job: DataJobRow | undefined
  readonly step: Step
  readonly go: (next: ImportSearch) => void
}

/** How the file is read, what its columns mean, and which rows it is about: decided before anything is tried. */
export function PlanStep(props: PlanStepProps) {
  const onOther = () => props.go({ file: undefined, job: undefined, step: undefined })
  return (
    <FileGate file={props.file} onOther={onOther}>
      <Plan {...props} onOther={onOther} />
    </FileGate>
  )
}

const steps = { reading: ReadingStep, columns: ColumnsStep, rows: RowsStep } as const

function Plan({
  resource,
  organization,
  file,
  job,
  step,
  go,
  onOther,
}: PlanStepProps & { readonly onOther: () => void }) {
  const [draft, setDraft] = useDraft({ resource: resource.name, file, job })
  const reading = readingOf(draft)
  const query = useQuery(proposalQuery(resource.name, { organization, file, reading }))
  const plan = useQuery(planQuery(job?.id))
  const [untried] = useMending(job?.id)
  const isStillHere = useStillHere()
  const [isAsking, setIsAsking] = useState(false)
  const [problem, setProblem] = useState<unknown>(null)
  const proposal = query.data
  if (query.error) {
    const asFound = Object.keys(reading).length > 0 ? () => setDraft({}) : undefined
    return <Unreadable error={query.error} onAsFound={asFound} onOther={onOther} onRetry={() => void query.refetch()} />
  }
  if (plan.error) return <Problem error={plan.error} onRetry={() => void plan.refetch()} />
  if (!proposal || !plan.data) return <Skeleton height={320} m={16} width="auto" />

  const decided = decide(draft, proposal)
  const hindrance = hindranceOf(proposal, decided)
  const { mending, isVoid } = keptMending({ parameters: plan.data, mending: untried, draft, proposal })
  const change = (next: ImportDraft) => {
    setProblem(null)
    setDraft({ ...touched(draft, decided), ...next })
  }
  const place = planSteps.indexOf(step)
  const previous = planSteps[place - 1]
  const next = planSteps[place + 1]
  const isStuck = step === 'columns' ? hindrance === 'nothing' : step === 'rows' && hindrance !== null
  const Step = steps[step]
  const said = [
    ...(isStuck && hindrance ? [words.hindrance[hindrance]] : []),
    ...(isVoid ? [words.mendingVoid] : []),
    ...(isMended(mending) ? [words.mendingKept(words.mended(mendedCells(mending), mending.skipped.length))] : []),
    ...(next || isStuck ? [] : [words.checkHint]),
  ].join(' ')

  async function check(parameters: JsonObject) {
    setIsAsking(true)
    setProblem(null)
    try {
      const { id } = await gw.dataJob.create({
        values: { organization, jobType: 'import', target: resource.name, inputFiles: { main: file }, parameters },
      })
      if (isStillHere()) go({ file, job: id, step: undefined })
    } catch (error) {
      setProblem(error)
    } finally {
      setIsAsking(false)
    }
  }

  return (
    <>
      <div className={wizard.body} aria-busy={query.isPlaceholderData || undefined}>
        <Step {...{ resource, organization, proposal, draft, decided }} onChange={change} onReading={setDraft} />
        <ProblemNote error={problem} />
      </div>
      <WizardFoot
        onBack={previous ? () => go({ file, step: previous }) : onOther}
        said={said}
        isWarning={isStuck || isVoid}
      >
        {next ? (
          <Button disabled={isStuck || query.isPlaceholderData} onClick={() => go({ file, step: next })}>
            {words.next}
          </Button>
        ) : (
          <Button
            loading={isAsking}
            disabled={isStuck || query.isPlaceholderData}
            onClick={() => void check({ ...parametersOf(draft, proposal), ...parametersOfMending(mending) })}
          >
            {words.check}
          </Button>
        )}
      </WizardFoot>
    </>
  )
}

interface UnreadableProps {
  readonly error: unknown
  /** Forgets how somebody wanted it to be read. */
  readonly onAsFound: (() => void) | undefined
  readonly onOther: () => void
  readonly onRetry: () => void
}

function Unreadable({ error, onAsFound, onOther, onRetry }: UnreadableProps) {
  const { code, detail } = toGroundworkError(error)
  if (code !== 'invalid') return <Problem error={error} onRetry={onRetry} />
  return (
    <EmptyState
      icon={IconTableOff}
      tone="bad"
      title={words.unreadableTitle}
      hint={`${detail}.`}
      action={
        <>
          {onAsFound && <Button onClick={onAsFound}>{words.readAsFound}</Button>}
          <Button variant="default" onClick={onOther}>
            {words.otherFile}
          </Button>
        </>
      }
    />
  )
}

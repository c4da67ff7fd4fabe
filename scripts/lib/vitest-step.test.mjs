import { describe, expect, it } from 'vitest'
import { countTests } from './vitest-step.mjs'

const test = (status, fullName, failureMessages = []) => ({ status, fullName, failureMessages })

describe('the sum over a report', () => {
  it('counts what passed, and names what failed or was switched off', () => {
    const assertionResults = [test('passed', 'a'), test('failed', 'b', ['1 is not 2\n at x']), test('pending', 'c')]
    const { passed, failures, skipped } = countTests(
      { testResults: [{ name: 'f.test.ts', status: 'failed', assertionResults }] },
      1,
    )
    expect(passed).toBe(1)
    expect(failures).toEqual([expect.stringMatching(/f\.test\.ts: b\n +1 is not 2/)])
    expect(skipped).toEqual([expect.stringContaining('f.test.ts: c')])
  })

  it('counts a file that could not be loaded as a failure', () => {
    const file = { name: 'f.test.ts', status: 'failed', message: 'Cannot find ./x.ts', assertionResults: [] }
    expect(countTests({ testResults: [file] }, 1).failures).toEqual([expect.stringContaining('Cannot find ./x.ts')])
  })

  it('does not take a run for good that broke outside its tests', () => {
    const fine = { testResults: [{ name: 'f.test.ts', status: 'passed', assertionResults: [test('passed', 'a')] }] }
    expect(countTests(fine, 1).failures).toHaveLength(1)
    expect(countTests(undefined, 1).failures).toHaveLength(1)
    expect(countTests(fine, 0).failures).toEqual([])
  })
})

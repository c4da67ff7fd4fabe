/** The process cannot run with these variables. Names each wrong one, never its value: values may be secrets. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError'

  constructor(readonly problems: Readonly<Record<string, string>>) {
    const lines = Object.entries(problems).map(([variable, problem]) => `  ${variable} ${problem}`)
    super(['These environment variables have to be put right:', ...lines].join('\n'))
  }
}

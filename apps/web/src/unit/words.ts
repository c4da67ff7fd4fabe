export const words = {
  title: 'Units of measure',
  plural: 'units of measure',
  convert: 'Convert…',
  converter: 'Unit converter',
  value: 'Value',
  from: 'From',
  to: 'To',
  swap: 'Swap the units',
  result: 'Result',
  chooseBoth: 'Choose two units of one kind.',
  exact: 'Exact: nothing is rounded on the way.',
} as const

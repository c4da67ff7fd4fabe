/** A zip with empty entries of these names. */
export function zipOf(names: readonly string[]): Buffer {
  const local: Buffer[] = []
  const central: Buffer[] = []
  for (const name of names) {
    local.push(header('PK\u0003\u0004', { size: 30, lengthAt: 26, name }))
    central.push(header('PK\u0001\u0002', { size: 46, lengthAt: 28, name }))
  }
  const end = Buffer.alloc(22)
  end.write('PK\u0005\u0006', 'latin1')
  return Buffer.concat([...local, ...central, end])
}

function header(mark: string, { size, lengthAt, name }: { size: number; lengthAt: number; name: string }): Buffer {
  const fixed = Buffer.alloc(size)
  fixed.write(mark, 'latin1')
  fixed.writeUInt16LE(Buffer.byteLength(name), lengthAt)
  return Buffer.concat([fixed, Buffer.from(name)])
}

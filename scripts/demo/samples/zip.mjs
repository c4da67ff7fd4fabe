import { crc32, deflateRawSync } from 'node:zlib'

const midnight = 0x21 // The first of January 1980, so that the same input makes the same bytes.

/** A zip container from texts by path: what office documents are. */
export function zip(entries) {
  const parts = []
  const directory = []
  let offset = 0
  for (const [path, text] of Object.entries(entries)) {
    const name = Buffer.from(path)
    const raw = Buffer.from(text)
    const data = deflateRawSync(raw, { level: 9 })
    const about = Buffer.alloc(26)
    about.writeUInt16LE(20, 0) // version needed
    about.writeUInt16LE(8, 4) // deflate
    about.writeUInt16LE(midnight, 8)
    about.writeUInt32LE(crc32(raw), 10)
    about.writeUInt32LE(data.length, 14)
    about.writeUInt32LE(raw.length, 18)
    about.writeUInt16LE(name.length, 22)
    parts.push(signature('PK\x03\x04'), about, name, data)

    const place = Buffer.alloc(14)
    place.writeUInt32LE(offset, 10)
    directory.push(signature('PK\x01\x02'), Buffer.from([20, 0]), about, place, name)
    offset += 4 + about.length + name.length + data.length
  }
  const listing = Buffer.concat(directory)
  const end = Buffer.alloc(18)
  end.writeUInt16LE(Object.keys(entries).length, 4)
  end.writeUInt16LE(Object.keys(entries).length, 6)
  end.writeUInt32LE(listing.length, 8)
  end.writeUInt32LE(offset, 12)
  return Buffer.concat([...parts, listing, signature('PK\x05\x06'), end])
}

const signature = (text) => Buffer.from(text, 'latin1')

import { type HostileFile, refused } from './hostile-file.ts'

const program = Buffer.concat([
  Buffer.from('MZ\u0090\u0000\u0003\u0000', 'latin1'),
  Buffer.alloc(200),
  Buffer.from('PE\u0000\u0000'),
])
const shortcut = Buffer.concat([Buffer.from('4c0000000114020000000000c000000000000046', 'hex'), Buffer.alloc(60)])

function discImage(): Buffer {
  const image = Buffer.alloc(40_000)
  image.write('\u0001CD001\u0001', 32_768, 'latin1')
  return image
}

export const programs: readonly HostileFile[] = [
  { trick: 'a program', name: 'setup.exe', bytes: program, expected: refused('extension_blocked') },
  { trick: 'a program as a PDF', name: 'setup.pdf', bytes: program, expected: refused('type_mismatch') },
  { trick: 'a program without an extension', name: 'setup', bytes: program, expected: refused('type_not_allowed') },
  {
    trick: 'a program of a type nobody knows',
    name: 'setup.xyz',
    bytes: program,
    expected: refused('type_not_allowed'),
  },
  {
    trick: 'a script',
    name: 'run.sh',
    bytes: Buffer.from('#!/bin/sh\nrm -rf /\n'),
    expected: refused('extension_blocked'),
  },
  {
    trick: 'PHP as a picture',
    name: 'shell.php.jpg',
    bytes: Buffer.from('<?php system($_GET["c"]); ?>'),
    expected: refused('type_mismatch'),
  },
  { trick: 'a shortcut', name: 'folder.lnk', bytes: shortcut, expected: refused('extension_blocked') },
  { trick: 'a shortcut as text', name: 'folder.txt', bytes: shortcut, expected: refused('type_mismatch') },
  { trick: 'a disc image', name: 'disc.iso', bytes: discImage(), expected: refused('extension_blocked') },
  { trick: 'a disc image as a PDF', name: 'disc.pdf', bytes: discImage(), expected: refused('type_mismatch') },
]

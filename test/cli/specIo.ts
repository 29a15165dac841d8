/** A world in memory that has the specification of this package. */
import type { Io } from '../../src/cli/Io.ts'
import { nodeIo } from '../../src/cli/nodeIo.ts'
import { memoryIo, type MemoryIo } from './memoryIo.ts'

const { packageRoot, readText, listDirectory } = nodeIo()

export const specIo = (
  files: Readonly<Record<string, string>>,
  overrides: Partial<Io> = {},
): MemoryIo => {
  const memory = memoryIo(files, { packageRoot, listDirectory, ...overrides })
  return {
    ...memory,
    io: {
      ...memory.io,
      readText: (path) => (path in files ? memory.io.readText(path) : readText(path)),
    },
  }
}

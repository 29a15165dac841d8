/** The specification that `check` uses, read once. */
import { readRaftSpec } from '../../src/cli/raftSpec.ts'
import { nodeIo } from '../../src/cli/nodeIo.ts'
import type { Specification } from '../../src/tla/names/Ir.ts'

const read: { promise?: Promise<Specification> } = {}

const readNow = async (): Promise<Specification> => {
  const specification = await readRaftSpec(nodeIo())
  if (specification._tag === 'Left') throw new Error(specification.left.message)
  return specification.right
}

export const raftSpecification = (): Promise<Specification> => (read.promise ??= readNow())

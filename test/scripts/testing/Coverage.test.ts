import test from 'ava'
import { coverageByFolder, parseLcov } from '../../../scripts/testing/Coverage.ts'

const whole = (file: string): string => `TN:
SF:${file}
FN:1,f
FNF:1
FNH:1
FNDA:3,f
DA:1,3
DA:2,3
LF:2
LH:2
BRDA:2,0,0,1
BRDA:2,0,1,2
BRF:2
BRH:2
end_of_record
`

const gaps = `TN:
SF:src/raft/Gaps.ts
FN:4,f
FN:7,g
FNF:2
FNH:1
FNDA:3,f
FNDA:0,g
DA:4,1
DA:9,0
LF:2
LH:1
BRDA:5,0,0,0
BRDA:5,0,1,-
BRDA:6,1,0,1
BRF:3
BRH:1
end_of_record
`

test('a gap is a line, a function or a branch that was never executed', (t) => {
  t.deepEqual(parseLcov(gaps), [
    {
      file: 'src/raft/Gaps.ts',
      lines: { found: 2, hit: 1 },
      functions: { found: 2, hit: 1 },
      branches: { found: 3, hit: 1 },
      missed: [5, 7, 9],
    },
  ])
})

test('a module of types alone is named by its source', (t) => {
  t.is(parseLcov(whole('build/src/raft/Event.js'))[0]?.file, 'src/raft/Event.ts')
})

test('src/raft must be covered whole, any other folder to 90 %', (t) => {
  const files = [
    whole('src/raft/Log.ts'),
    gaps,
    ...Array.from({ length: 9 }, (_, n) => whole(`src/tla/${n}.ts`)),
    gaps.replace('src/raft', 'src/tla'),
    whole('src/sim/A.ts'),
  ]
  const folders = coverageByFolder(parseLcov(files.join('')))
  t.like(folders[0], { folder: 'src/raft', threshold: 100, lines: 75, holds: false })
  t.deepEqual(folders[0]?.gaps, ['src/raft/Gaps.ts:5,7,9'])
  t.like(folders[1], { folder: 'src/sim', threshold: 90, lines: 100, holds: true, gaps: [] })
  t.like(folders[2], { folder: 'src/tla', threshold: 90, lines: 95, holds: true })
})

test('one share below the threshold is enough to fail', (t) => {
  const onlyFunctions = whole('src/raft/A.ts').replace('FNH:1', 'FNH:0')
  t.like(coverageByFolder(parseLcov(onlyFunctions))[0], {
    lines: 100,
    functions: 0,
    branches: 100,
    holds: false,
  })
})

test('an empty report has no folders', (t) => {
  t.deepEqual(coverageByFolder(parseLcov('')), [])
})

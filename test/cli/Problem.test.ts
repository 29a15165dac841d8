import test from 'ava'
import { problemOfDiagnostic, showProblem } from '../../src/cli/Problem.ts'

test('a problem is shown as file:line:column: message', (t) => {
  t.is(showProblem({ file: 'a.tla', line: 2, column: 7, message: 'no' }), 'a.tla:2:7: no')
})

test('what is not known of the place is left out', (t) => {
  t.is(showProblem({ file: 'a.tla', message: 'no' }), 'a.tla: no')
  t.is(showProblem({ message: 'no' }), 'no')
})

test('a diagnostic of the engine keeps its code, and its place if it has one', (t) => {
  const span = { file: 'M.tla', line: 4, column: 2, endLine: 9, endColumn: 9 }
  t.is(
    showProblem(problemOfDiagnostic({ code: 'TLA1', message: 'no', span })),
    'M.tla:4:2: no [TLA1]',
  )
  t.is(showProblem(problemOfDiagnostic({ code: 'TLA1', message: 'no' })), 'no [TLA1]')
})

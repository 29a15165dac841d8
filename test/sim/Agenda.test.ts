import { fc, testProp } from '@fast-check/ava'
import test from 'ava'
import { agenda } from '../../src/sim/Agenda.ts'

testProp(
  'what is due comes by time, and at equal times in the order in which it was added',
  [fc.array(fc.oneof(fc.nat({ max: 5 }), fc.constant(null)), { minLength: 1 })],
  (t, script) => {
    const real = agenda<number>()
    let model: { readonly time: number; readonly what: number }[] = []
    t.is(agenda<number>().next(), undefined)
    script.forEach((time, k) => {
      if (time === null) {
        const earliest = model.toSorted((a, b) => a.time - b.time || a.what - b.what)[0]
        model = model.filter((item) => item !== earliest)
        const { time: at, what } = real.next() ?? {}
        t.deepEqual({ time: at, what }, { time: earliest?.time, what: earliest?.what })
      } else {
        real.add(time, k)
        model.push({ time, what: k })
      }
    })
  },
)

test('an agenda that was emptied can be filled again', (t) => {
  const { add, next } = agenda<string>()
  add(2, 'b')
  add(1, 'a')
  t.is(next()?.what, 'a')
  t.is(next()?.what, 'b')
  t.is(next(), undefined)
  add(0, 'c')
  t.is(next()?.what, 'c')
})

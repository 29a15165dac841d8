import test from 'ava'
import { makeBags, NO_CHANGE } from '../../../src/conformance/conform/Bags.ts'
import type { Message } from '../../../src/raft/Message.ts'
import { makeValueIds } from '../../../src/tla/explore/ValueIds.ts'
import { show } from '../../../src/tla/values/Show.ts'
import { projected } from '../aModel.ts'

const vote = (source: string): Message => ({
  type: 'RequestVoteResponse',
  source,
  dest: 's1',
  term: 1,
  voteGranted: true,
})

const started = () => {
  const { projection, interner } = projected()
  const ids = makeValueIds()
  const empty = ids.idOf(interner.empty)
  const bags = makeBags(ids, projection)
  const two = bags.numberOf(vote('s2'))
  const three = bags.numberOf(vote('s3'))
  return { ids, bags, empty, two, three }
}

test('what is sent can be received, each message once in the list however many copies', (t) => {
  const { bags, empty, two, three } = started()
  const bag = bags.after(empty, bags.change(-1, [two, three, two]))
  t.deepEqual([...bags.messagesOf(bag)].toSorted(), [two, three].toSorted())
})

test('the last copy that is taken leaves nothing behind', (t) => {
  const { bags, empty, two } = started()
  const twice = bags.after(empty, bags.change(-1, [two, two]))
  const take = bags.change(two, [])
  const once = bags.after(twice, take)
  t.deepEqual([...bags.messagesOf(once)], [two])
  t.is(bags.after(once, take), empty)
})

test('a message that is not there cannot be taken', (t) => {
  const { bags, empty, two, three } = started()
  t.is(bags.after(empty, bags.change(two, [])), -1)
  t.is(bags.after(empty, bags.change(two, [three])), -1)
})

test('the order of sends makes no difference, their number does', (t) => {
  const { bags, two, three } = started()
  t.is(bags.change(-1, [two, three]), bags.change(-1, [three, two]))
  t.not(bags.change(-1, [two]), bags.change(-1, [two, two]))
  t.is(bags.change(-1, []), NO_CHANGE)
})

test('equal contents are one bag, whatever way led to it', (t) => {
  const { bags, ids, empty, two, three } = started()
  const both = bags.after(empty, bags.change(-1, [two, three]))
  const other = bags.after(bags.after(empty, bags.change(-1, [three])), bags.change(-1, [two]))
  t.is(both, other)
  t.regex(show(ids.valueOf(both)), /voteGranted/)
})

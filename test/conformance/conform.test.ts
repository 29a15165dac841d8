import test from 'ava'
import { isLeft } from 'fp-ts/lib/Either.js'
import { map, none } from 'fp-ts/lib/Option.js'
import { conform, type ConformResult } from '../../src/conformance/conform.ts'
import { memoSpecRunner } from '../../src/conformance/conform/memoSpecRunner.ts'
import { plainSpecRunner } from '../../src/conformance/conform/plainSpecRunner.ts'
import { failuresOf, neverOccurring } from '../../src/conformance/conform/verdict.ts'
import { send } from '../../src/raft/Effect.ts'
import { UpdateTerm } from '../../src/raft/Terms.ts'
import { HandleRequestVoteRequest, RequestVote, Timeout } from '../../src/raft/LeaderElection.ts'
import { type Rules, rules } from '../../src/raft/Rules.ts'
import { type Rule, type Step, taken } from '../../src/raft/Rule.ts'
import { explore } from '../../src/tla/Tla.ts'
import { type Edit, loadModel } from './loadModel.ts'

/** Two servers, one election and one entry: the smallest model in which everything occurs. */
const small = (bounds = 'MaxTerm = 1 MaxLog = 1 MaxMessages = 1 MaxCopies = 1', rest = '') => `
SPECIFICATION Spec
CONSTRAINT Bounded
CONSTANTS
  Server = {"s1", "s2"}
  InitialVoters = {"s1", "s2"}
  VoterSets = {}
  Deviations = {}
  Value = {"x"}
  Nil = Nil
  Options = {}
  ${bounds}
  ${rest}
`

const compared = async ({
  config = small(),
  edit,
  replaced,
}: {
  readonly config?: string
  readonly edit?: Edit
  readonly replaced?: Partial<Rules>
} = {}): Promise<ConformResult> => {
  const { machine, leavesOut } = await loadModel(config, edit)
  const model = { name: 'small', spec: plainSpecRunner(machine), leavesOut }
  const result = conform(model, { rules: { ...rules, ...replaced } })
  if (isLeft(result)) throw new Error(result.left)
  return result.right
}

/** Replaces a passage that must be there. */
const replacing =
  (module: string, passage: string, replacement: string): Edit =>
  (name, text) => {
    if (name !== module) return text
    if (!text.includes(passage)) throw new Error(`${module} has no ${passage}`)
    return text.replace(passage, replacement)
  }

test('specification and core agree in a small model, in which every action occurs', async (t) => {
  const result = await compared()
  t.is(result.difference, undefined)
  t.deepEqual(
    result.actions.filter(({ occurred, possible }) => possible && occurred === 0),
    [],
  )
  t.true(result.transitions.rules > 1000)
  t.true(result.disabled > result.transitions.rules)
})

test('generated counts Init and every instance that occurred, by rules and by the network', async (t) => {
  const { generated, transitions, actions } = await compared()
  t.is(generated, 1 + transitions.rules + transitions.network)
  t.is(
    transitions.network,
    actions.reduce((sum, { kind, occurred }) => (kind === 'network' ? sum + occurred : sum), 0),
  )
})

test('each rule runs once per server state and argument, however many transitions it makes', async (t) => {
  const { applications, transitions, disabled } = await compared()
  t.true(applications < transitions.rules + disabled)
  t.true(applications > 0)
})

test('a rule that goes elsewhere is found, with the shortest run to it', async (t) => {
  const { difference } = await compared({
    replaced: { Timeout: (c, s, a) => Timeout(c, { ...s, currentTerm: s.currentTerm + 1 }, a) },
  })
  t.is(difference?.action, 'Timeout(i = s1)')
  t.is(difference?.depth, 1)
  t.regex(difference?.what ?? '', /go to different states/)
  t.deepEqual(
    difference?.variables.map(({ name, spec, core }) => [name, spec, core]),
    [['currentTerm', '[s1 |-> 1, s2 |-> 0]', '[s1 |-> 2, s2 |-> 0]']],
  )
})

test('the run to a difference names its steps, and is a shortest one', async (t) => {
  const found = await compared({ replaced: { ClientRequest: () => none } })
  t.deepEqual(
    found.difference?.run.map(({ action }) => action.replace(/\(.*/, '')),
    [
      'Init',
      'Timeout',
      'RequestVote',
      'UpdateTerm',
      'HandleRequestVoteRequest',
      'HandleRequestVoteResponse',
      'BecomeLeader',
    ],
  )
  t.is(found.difference?.what, 'the specification can take it, the core cannot')
})

test('a rule that is enabled where the action is not is found', async (t) => {
  const { difference } = await compared({
    replaced: { RequestVote: (_, s) => taken(s, []) },
  })
  t.is(difference?.what, 'the core can take it, the specification cannot')
  t.is(difference?.action, 'RequestVote(i = s1, j = s1)')
})

test('a message too many is found', async (t) => {
  const { difference } = await compared({
    replaced: {
      UpdateTerm: (c, s, a) =>
        map((step: Step) => ({ ...step, effects: [...step.effects, send(a.m)] }))(
          UpdateTerm(c, s, a),
        ),
    },
  })
  t.regex(difference?.action ?? '', /^UpdateTerm/)
  t.deepEqual(
    difference?.variables.map(({ name }) => name),
    ['messages'],
  )
})

test('an effect too little is found: the disk is not what the server believes', async (t) => {
  const { difference } = await compared({
    replaced: {
      Timeout: (c, s, a) => map((step: Step) => ({ ...step, effects: [] }))(Timeout(c, s, a)),
    },
  })
  t.regex(difference?.what ?? '', /disk/)
})

test('a send before its Persist is found', async (t) => {
  const { difference } = await compared({
    replaced: {
      HandleRequestVoteRequest: (c, s, a) =>
        map((step: Step) => ({ ...step, effects: step.effects.toReversed() }))(
          HandleRequestVoteRequest(c, s, a),
        ),
    },
  })
  t.is(difference?.what, 'the rule sends before it persists')
})

test('a rule that changes its argument is found: states are frozen', async (t) => {
  const { difference } = await compared({
    replaced: {
      Timeout: (c, s, a) => {
        Object.assign(s, { commitIndex: 0 })
        return Timeout(c, s, a)
      },
    },
  })
  t.regex(difference?.what ?? '', /the core throws: .*read only/)
})

test('a field that no variable shows is found', async (t) => {
  const { difference } = await compared({
    replaced: {
      Timeout: (c, s, a) =>
        map((step: Step) => ({ ...step, server: { ...step.server, hidden: 1 } }))(Timeout(c, s, a)),
    },
  })
  t.regex(difference?.what ?? '', /shown by no variable/)
})

test('a field of a message that no record shows is found', async (t) => {
  const { difference } = await compared({
    replaced: {
      RequestVote: (c, s, a) =>
        map((step: Step) => ({
          ...step,
          effects: step.effects.map((effect) =>
            effect._tag === 'Send' ? send({ ...effect.message, ...{ hidden: 1 } }) : effect,
          ),
        }))(RequestVote(c, s, a)),
    },
  })
  t.regex(difference?.what ?? '', /message has a field that no record shows/)
})

test('a conjunct missing in the specification is found', async (t) => {
  const { difference } = await compared({
    edit: replacing('LeaderElection.tla', '/\\ votedFor[i] \\in {Nil, m.source}', '/\\ TRUE'),
  })
  t.regex(difference?.action ?? '', /^HandleRequestVoteRequest/)
})

test('an action with two successors for one instance is found', async (t) => {
  const { difference } = await compared({
    edit: replacing(
      'Commitment.tla',
      "lastApplied' = [lastApplied EXCEPT ![i] = @ + 1]",
      "\\E n \\in {0, 1} : lastApplied' = [lastApplied EXCEPT ![i] = @ + n]",
    ),
  })
  t.is(difference?.what, 'the specification has 2 successors for one instance')
})

test('an action that cannot be evaluated is found', async (t) => {
  const { difference } = await compared({
    edit: replacing('Commitment.tla', 'lastApplied[i] < commitIndex[i]', 'log[i][1].term > 0'),
  })
  t.regex(difference?.what ?? '', /^the specification cannot be evaluated: /)
})

test('another Init is found', async (t) => {
  const { difference } = await compared({
    edit: replacing(
      'RaftState.tla',
      'currentTerm        = [i \\in Server |-> 0]',
      'currentTerm        = [i \\in Server |-> 1]',
    ),
  })
  t.regex(difference?.what ?? '', /^Init differs/)
})

test('an action that is left out is not taken, but step may take it', async (t) => {
  const config = small(undefined, 'AppendEntries <- Never3')
  const result = await compared({ config })
  t.is(result.difference, undefined)
  t.is(result.actions.find(({ action }) => action === 'AppendEntries')?.occurred, 0)
  t.true(result.steps.labels > 0)
})

test('an action that does not occur and is not said to be left out is reported as vacuous', async (t) => {
  const result = await compared({
    config: small('MaxTerm = 1 MaxLog = 0 MaxMessages = 1 MaxCopies = 1'),
  })
  const expected = { ...result, leavesOut: [] }
  t.true(
    failuresOf(result, expected).includes(
      'vacuous: ApplyEntry never occurs, and the model does not say that it leaves it out',
    ),
  )
  t.true(neverOccurring([result]).includes('ApplyEntry'))
})

test('counts that are not the expected ones are reported', async (t) => {
  const result = await compared()
  t.deepEqual(failuresOf(result, { ...result, leavesOut: [] }), [])
  t.deepEqual(failuresOf(result, { ...result, distinct: 7, leavesOut: [] }), [
    `distinct: ${String(result.distinct)}, expected 7`,
  ])
})

test('an action that occurs though it is said to be left out is reported', async (t) => {
  const result = await compared()
  t.deepEqual(failuresOf(result, { ...result, leavesOut: ['Restart'] }), [
    'Restart occurs, though the model leaves it out',
  ])
})

test('a model without a bound on logs cannot be compared, and says so', async (t) => {
  const { machine, leavesOut } = await loadModel(small())
  const spec = plainSpecRunner({
    ...machine,
    specification: {
      ...machine.specification,
      constants: machine.specification.constants.filter(({ name }) => name !== 'MaxLog'),
    },
  })
  const result = conform({ name: 'small', spec, leavesOut })
  t.true(isLeft(result) && /MaxLog/.test(result.left))
})

test('its counts are those of explore, and the memo changes none of them', async (t) => {
  const { machine, leavesOut } = await loadModel(small())
  const explored = explore(machine)
  if (isLeft(explored)) throw new Error(explored.left.message)
  const { generated, distinct, depth } = explored.right.outcome
  const plain = conform({ name: 'small', spec: plainSpecRunner(machine), leavesOut })
  const memo = conform({ name: 'small', spec: memoSpecRunner(machine), leavesOut })
  t.deepEqual(memo, plain)
  t.like(memo, { right: { generated, distinct, depth, complete: true } })
})

const defining = (definition: string): Edit =>
  replacing('MCRaft.tla', '\nBounded ==', `\n${definition}\n\nBounded ==`)

test('an invariant of the model is evaluated: the step that breaks it is found', async (t) => {
  const { difference } = await compared({
    config: `${small()}\nINVARIANT NoLeader`,
    edit: defining('NoLeader == \\A i \\in Server : role[i] # "Leader"'),
  })
  t.is(difference?.what, 'the step breaks NoLeader')
  t.is(difference?.action, 'BecomeLeader(i = s1)')
  t.is(difference?.depth, 6)
})

test('an action property of the model is evaluated on every step', async (t) => {
  const { difference } = await compared({
    config: `${small()}\nPROPERTY Silent`,
    edit: defining("Silent == [][messages' = messages]_vars"),
  })
  t.is(difference?.what, 'the step breaks Silent')
  t.is(difference?.depth, 2)
})

test('a limit ends it undecided: not complete, and so not accepted', async (t) => {
  const { machine, leavesOut } = await loadModel(small())
  const model = { name: 'small', spec: plainSpecRunner(machine), leavesOut }
  const result = conform(model, { maxStates: 20 })
  t.like(result, { right: { complete: false } })
})

/**
 * A rule that lies from the second time on that it is asked the same: each instance is compared
 * once at a server state, so that only the replay of `step` can see it.
 */
const secondTime = <A>(rule: Rule<A>, lie: Rule<A>): Rule<A> => {
  const asked = new Set<string>()
  return (constants, server, argument) => {
    const question = JSON.stringify([server, argument])
    if (asked.has(question)) return lie(constants, server, argument)
    asked.add(question)
    return rule(constants, server, argument)
  }
}

test('step is compared by itself: that it goes elsewhere is found', async (t) => {
  const { difference } = await compared({
    replaced: {
      Timeout: secondTime(Timeout, (c, s, a) =>
        Timeout(c, { ...s, currentTerm: s.currentTerm + 1 }, a),
      ),
    },
  })
  t.is(difference?.what, 'the labels of step lead the specification to another state')
  t.is(difference?.step?.event, '{"_tag":"ElectionTimeout"}')
})

test('what step throws is found', async (t) => {
  const { difference } = await compared({
    replaced: {
      Timeout: secondTime(Timeout, () => {
        throw new Error('out of order')
      }),
    },
  })
  t.is(difference?.what, 'the core throws: out of order')
})

test('an action that step takes and the specification cannot take is found', async (t) => {
  const { difference } = await compared({
    replaced: { ClientRequest: secondTime(rules.ClientRequest, (_, s) => taken(s, [])) },
  })
  t.is(
    difference?.what,
    'step says that it took an action that the specification cannot take there',
  )
  t.regex(difference?.action ?? '', /^ClientRequest/)
})

test('an effect of step too little is found', async (t) => {
  const { difference } = await compared({
    replaced: {
      Timeout: secondTime(Timeout, (c, s, a) =>
        map((step: Step) => ({ ...step, effects: [] }))(Timeout(c, s, a)),
      ),
    },
  })
  t.regex(difference?.what ?? '', /the disk that the effects of step leave/)
})

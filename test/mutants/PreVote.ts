/** Dissertation, 9.6, done wrong: the question before an election. */
import { type Effect, persist } from '../../src/raft/Effect.ts'
import { HandleAppendEntriesRequest } from '../../src/raft/LogReplication.ts'
import type { Message, PreVoteResponse } from '../../src/raft/Message.ts'
import {
  BecomeCandidate,
  BecomePreCandidate,
  HandlePreVoteRequest,
  HandlePreVoteResponse,
  RequestPreVote,
} from '../../src/raft/PreVote.ts'
import type { Received, Rule, Step } from '../../src/raft/Rule.ts'
import { follower, type Role, type Server } from '../../src/raft/Server.ts'
import { UpdateTerm } from '../../src/raft/Terms.ts'
import { fromBug, other } from './define.ts'
import type { Mutant } from './Mutant.ts'
import { accepts, altered, misled, mistaken, onlyIf, sending, takeTerm, withRole } from './patch.ts'

const section = 'D 9.6'
const options = { PreVote: true }

const grantsPreVote = ({ effects }: Step): boolean =>
  effects.some(
    (effect: Effect) =>
      effect._tag === 'Send' &&
      effect.message.type === 'PreVoteResponse' &&
      effect.message.voteGranted,
  )

/** The handler of a server that takes its role for another one. */
const judgingAs = (role: (s: Server) => Role): Rule<Received> =>
  mistaken(
    HandlePreVoteRequest,
    (s) => ({ ...s, role: role(s) }),
    ({ role: own }) => ({ role: own }),
  )

/** The handler of a request that claims another log than the sender has. */
const claimed = (claim: object): Rule<Received> =>
  misled(HandlePreVoteRequest, ({ m }) => ({
    m: m.type === 'PreVoteRequest' ? { ...m, ...claim } : m,
  }))

const answering = (term: (m: PreVoteResponse, s: Server, asked: Message) => number) =>
  altered(HandlePreVoteRequest, (step, s, { m: asked }) =>
    sending(step, (m) => (m.type === 'PreVoteResponse' ? { ...m, term: term(m, s, asked) } : m)),
  )

const questions: readonly Mutant[] = [
  fromBug(15, {
    name: 'PreVoteRecorded',
    section,
    options,
    replaces: {
      HandlePreVoteRequest: altered(HandlePreVoteRequest, (step, _s, { m: { source } }) =>
        grantsPreVote(step)
          ? {
              server: { ...step.server, votedFor: source },
              effects: [persist({ votedFor: source }), ...step.effects],
            }
          : step,
      ),
    },
  }),
  fromBug(16, {
    name: 'CampaignersRefuseOneAnother',
    section,
    options,
    replaces: {
      HandlePreVoteRequest: judgingAs(({ role }) =>
        role._tag === 'PreCandidate' || role._tag === 'Candidate'
          ? { _tag: 'Follower', heardFromLeader: true }
          : role,
      ),
    },
  }),
  fromBug(16, {
    name: 'PreVoteOfAnEarlierTermIgnored',
    section,
    options,
    describe: 'one who asks for an earlier term is not answered, and never learns the later one',
    replaces: {
      HandlePreVoteRequest: onlyIf(HandlePreVoteRequest, (s, { m }) => m.term >= s.currentTerm),
    },
  }),
  other({
    name: 'PreVoteWithoutLease',
    section,
    options,
    seenIn: 'etcd without CheckQuorum',
    describe: 'a server that hears from its leader grants a pre-vote all the same',
    replaces: {
      HandlePreVoteRequest: judgingAs(() => follower),
    },
  }),
  other({
    name: 'PreVoteForAnyLog',
    section,
    options,
    describe: 'a pre-vote is granted without the check of section 5.4.1',
    replaces: { HandlePreVoteRequest: claimed({ lastLogTerm: Infinity }) },
  }),
  other({
    name: 'PreVoteTakesTheTerm',
    section,
    options,
    describe: 'a server takes the term of a pre-vote that it is asked for, which nobody has begun',
    replaces: {
      UpdateTerm: (constants, s, received) =>
        received.m.type === 'PreVoteRequest'
          ? takeTerm(constants, s, received)
          : UpdateTerm(constants, s, received),
    },
  }),
  other({
    name: 'PreVoteGrantedInItsOwnTerm',
    section,
    options,
    describe: 'a grant carries the term of the voter, so it never counts',
    replaces: {
      HandlePreVoteRequest: answering(({ term, voteGranted }, { currentTerm }) =>
        voteGranted ? currentTerm : term,
      ),
    },
  }),
  other({
    name: 'PreVoteRefusedInTheRequestedTerm',
    section,
    options,
    describe: 'a refusal carries the term that was asked for, which the asker then takes',
    replaces: { HandlePreVoteRequest: answering((_m, _s, asked) => asked.term) },
  }),
]

const answers: readonly Mutant[] = [
  other({
    name: 'GrantOfAPreVoteTakesTheTerm',
    section,
    options,
    describe: 'a pre-candidate takes the term of a grant before it has begun that term',
    replaces: {
      UpdateTerm: (constants, s, received) =>
        received.m.type === 'PreVoteResponse'
          ? takeTerm(constants, s, received)
          : UpdateTerm(constants, s, received),
    },
  }),
  other({
    name: 'PreVoteOfAnyTermCounts',
    section,
    options,
    describe: 'a pre-candidate counts grants that it asked for in an earlier term',
    replaces: {
      HandlePreVoteResponse: misled(HandlePreVoteResponse, ({ m }, s) => ({
        m: m.type === 'PreVoteResponse' && m.voteGranted ? { ...m, term: s.currentTerm + 1 } : m,
      })),
    },
  }),
  other({
    name: 'PreVoteRefusalCounts',
    section,
    options,
    describe: 'every answer is counted as a grant',
    replaces: {
      HandlePreVoteResponse: misled(HandlePreVoteResponse, ({ m }, s) => ({
        m:
          m.type === 'PreVoteResponse' && m.term <= s.currentTerm
            ? { ...m, voteGranted: true, term: s.currentTerm + 1 }
            : m,
      })),
    },
  }),
]

const campaigns: readonly Mutant[] = [
  other({
    name: 'PreVotesPassForVotes',
    section,
    options,
    describe: 'a candidate begins with the pre-votes that it was granted, which bind nobody',
    replaces: {
      BecomeCandidate: altered(BecomeCandidate, (step, { role }) =>
        role._tag === 'PreCandidate'
          ? withRole(step, { ...role, _tag: 'Candidate', leadershipTransfer: false })
          : step,
      ),
    },
  }),
  other({
    name: 'ElectionWithoutPreVotes',
    section,
    options,
    describe: 'a pre-candidate begins its election without waiting for a quorum',
    replaces: {
      BecomeCandidate: (constants, s, argument) =>
        s.role._tag === 'PreCandidate'
          ? BecomeCandidate(
              constants,
              { ...s, role: { ...s.role, votesGranted: constants.servers } },
              argument,
            )
          : BecomeCandidate(constants, s, argument),
    },
  }),
  other({
    name: 'PreVoteForTheTermThatIs',
    section,
    options,
    describe: 'a pre-candidate asks for its own term, not for the one that it would begin',
    replaces: {
      RequestPreVote: altered(RequestPreVote, (step, { currentTerm }) =>
        sending(step, (m) => ({ ...m, term: currentTerm })),
      ),
    },
  }),
  other({
    name: 'PreCandidateBeginsATerm',
    section,
    options,
    describe: 'a server begins a term before it asks whether it could win, and disturbs everybody',
    replaces: {
      BecomePreCandidate: altered(BecomePreCandidate, ({ server, effects }) => {
        const currentTerm = server.currentTerm + 1
        return {
          server: { ...server, currentTerm },
          effects: [persist({ currentTerm }), ...effects],
        }
      }),
    },
  }),
  other({
    name: 'PreCandidateThoughItHearsFromALeader',
    section,
    options,
    describe: 'a server asks for pre-votes while it hears from its leader',
    replaces: {
      BecomePreCandidate: mistaken(
        BecomePreCandidate,
        (s) => (s.role._tag === 'Follower' ? { ...s, role: follower } : s),
        () => ({}),
      ),
    },
  }),
  other({
    name: 'PreCandidateIgnoresTheLeader',
    section,
    options,
    describe: 'a pre-candidate that hears from the leader of its term goes on asking',
    replaces: {
      HandleAppendEntriesRequest: altered(HandleAppendEntriesRequest, (step, { role }) =>
        role._tag === 'PreCandidate' ? withRole(step, role) : step,
      ),
    },
  }),
  other({
    name: 'LeaderUnheardWhereLogsDiffer',
    section,
    options,
    describe: 'a server whose log does not match the leader’s has not heard from it',
    replaces: {
      HandleAppendEntriesRequest: altered(HandleAppendEntriesRequest, (step, s, { m }) =>
        m.term === s.currentTerm && !accepts(step) ? withRole(step, follower) : step,
      ),
    },
  }),
]

export const preVoteMutants: readonly Mutant[] = [...questions, ...answers, ...campaigns]

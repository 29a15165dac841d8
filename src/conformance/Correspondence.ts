/**
 * The correspondence between the specification and the core: one row per action of `Next`, which
 * names the rule that is to agree with it. A row says how the action's parameters range. The ranges
 * are declared here, wider than where either side is enabled, so that an instance that only one of
 * the two can take is seen whichever it is.
 */
import type { Label } from '../raft/Event.ts'
import type { Message } from '../raft/Message.ts'
import type { Command, Options, ServerId } from '../raft/Server.ts'

/** What the network does, of which the core knows nothing; `conform` computes it by itself. */
export interface NetworkLabel {
  readonly action: 'DropMessage' | 'DuplicateMessage'
  readonly m: Message
}

/** An action of the specification with its parameters bound. */
export type BoundAction = Label | NetworkLabel

export type ActionName = BoundAction['action']

/**
 * - rule: of `src/raft`, on an event or for a send;
 * - internal: of `src/raft`, and enabled only where it changes the state, since servers take these
 *   to a fixed point;
 * - network: of the network alone.
 */
export type Kind = 'rule' | 'internal' | 'network'

export type Parameter = 'i' | 'j' | 'v' | 'n' | 'N' | 'newVoters' | 'm'

/** Over what the parameters of a model range that do not depend on its state. */
export interface Domains {
  readonly servers: readonly ServerId[]
  readonly commands: readonly Command[]
  readonly voterSets: readonly (readonly ServerId[])[]
  /** The longest log of a state within the model. */
  readonly maxLog: number
}

/** The label that an action has in a union of several that share their parameters. */
type Bound<A extends ActionName> = BoundAction & { readonly action: A }

interface RowOf {
  readonly kind: Kind
  /** Whether the action can occur under these options; absent: under any. */
  readonly under?: (options: Options) => boolean
}

type Row<A extends ActionName> =
  | (RowOf & {
      readonly parameters: readonly Parameter[]
      readonly instances: (domains: Domains) => readonly Bound<A>[]
    })
  | (RowOf & {
      readonly parameters: readonly ['m']
      /** Whether the message leaves the network with the action. */
      readonly consumes: boolean
      readonly ofMessage: (m: Message) => Bound<A>
    })

/** Every pair, also of a server with itself: neither side may send to itself. */
const pairs = <A, B>(as: readonly A[], bs: readonly B[]): readonly (readonly [A, B])[] =>
  as.flatMap((a) => bs.map((b) => [a, b] as const))

const range = (first: number, last: number): readonly number[] =>
  Array.from({ length: last - first + 1 }, (_, k) => first + k)

const preVote = ({ PreVote }: Options): boolean => PreVote
const transfer = ({ LeadershipTransfer }: Options): boolean => LeadershipTransfer
const joint = ({ JointConsensus }: Options): boolean => JointConsensus
const single = ({ SingleServerChanges }: Options): boolean => SingleServerChanges
const changes = (options: Options): boolean => joint(options) || single(options)

/** In the order of `Next`. */
export const correspondence: { readonly [A in ActionName]: Row<A> } = {
  Timeout: {
    kind: 'rule',
    under: ({ PreVote }) => !PreVote,
    parameters: ['i'],
    instances: ({ servers }) => servers.map((i) => ({ action: 'Timeout', i })),
  },
  RequestVote: {
    kind: 'rule',
    parameters: ['i', 'j'],
    instances: ({ servers }) =>
      pairs(servers, servers).map(([i, j]) => ({ action: 'RequestVote', i, j })),
  },
  BecomeLeader: {
    kind: 'internal',
    parameters: ['i'],
    instances: ({ servers }) => servers.map((i) => ({ action: 'BecomeLeader', i })),
  },
  BecomePreCandidate: {
    kind: 'rule',
    under: preVote,
    parameters: ['i'],
    instances: ({ servers }) => servers.map((i) => ({ action: 'BecomePreCandidate', i })),
  },
  RequestPreVote: {
    kind: 'rule',
    under: preVote,
    parameters: ['i', 'j'],
    instances: ({ servers }) =>
      pairs(servers, servers).map(([i, j]) => ({ action: 'RequestPreVote', i, j })),
  },
  BecomeCandidate: {
    kind: 'internal',
    under: preVote,
    parameters: ['i'],
    instances: ({ servers }) => servers.map((i) => ({ action: 'BecomeCandidate', i })),
  },
  LeaderContactLapsed: {
    kind: 'rule',
    under: ({ PreVote, CheckQuorum }) => PreVote || CheckQuorum,
    parameters: ['i'],
    instances: ({ servers }) => servers.map((i) => ({ action: 'LeaderContactLapsed', i })),
  },
  QuorumContactLapsed: {
    kind: 'rule',
    under: ({ CheckQuorum }) => CheckQuorum,
    parameters: ['i'],
    instances: ({ servers }) => servers.map((i) => ({ action: 'QuorumContactLapsed', i })),
  },
  TransferLeadership: {
    kind: 'rule',
    under: transfer,
    parameters: ['i', 'j'],
    instances: ({ servers }) =>
      pairs(servers, servers).map(([i, j]) => ({ action: 'TransferLeadership', i, j })),
  },
  AbortTransfer: {
    kind: 'rule',
    under: transfer,
    parameters: ['i'],
    instances: ({ servers }) => servers.map((i) => ({ action: 'AbortTransfer', i })),
  },
  TimeoutNow: {
    kind: 'rule',
    under: transfer,
    parameters: ['i'],
    instances: ({ servers }) => servers.map((i) => ({ action: 'TimeoutNow', i })),
  },
  ClientRequest: {
    kind: 'rule',
    parameters: ['i', 'v'],
    instances: ({ servers, commands }) =>
      pairs(servers, commands).map(([i, v]) => ({ action: 'ClientRequest', i, v })),
  },
  AppendEntries: {
    kind: 'rule',
    parameters: ['i', 'j', 'n'],
    instances: ({ servers, maxLog }) =>
      pairs(pairs(servers, servers), range(0, maxLog + 1)).map(([[i, j], n]) => ({
        action: 'AppendEntries',
        i,
        j,
        n,
      })),
  },
  AdvanceCommitIndex: {
    kind: 'internal',
    parameters: ['i', 'N'],
    instances: ({ servers, maxLog }) =>
      pairs(servers, range(1, maxLog + 1)).map(([i, N]) => ({
        action: 'AdvanceCommitIndex',
        i,
        N,
      })),
  },
  ApplyEntry: {
    kind: 'internal',
    parameters: ['i'],
    instances: ({ servers }) => servers.map((i) => ({ action: 'ApplyEntry', i })),
  },
  AddLearner: {
    kind: 'rule',
    under: changes,
    parameters: ['i', 'j'],
    instances: ({ servers }) =>
      pairs(servers, servers).map(([i, j]) => ({ action: 'AddLearner', i, j })),
  },
  RemoveLearner: {
    kind: 'rule',
    under: changes,
    parameters: ['i', 'j'],
    instances: ({ servers }) =>
      pairs(servers, servers).map(([i, j]) => ({ action: 'RemoveLearner', i, j })),
  },
  StartRound: {
    kind: 'rule',
    under: ({ CatchUp }) => CatchUp,
    parameters: ['i', 'j'],
    instances: ({ servers }) =>
      pairs(servers, servers).map(([i, j]) => ({ action: 'StartRound', i, j })),
  },
  ChangeConfiguration: {
    kind: 'rule',
    under: joint,
    parameters: ['i', 'newVoters'],
    instances: ({ servers, voterSets }) =>
      pairs(servers, voterSets).map(([i, newVoters]) => ({
        action: 'ChangeConfiguration',
        i,
        newVoters,
      })),
  },
  AppendNewConfiguration: {
    kind: 'internal',
    under: joint,
    parameters: ['i'],
    instances: ({ servers }) => servers.map((i) => ({ action: 'AppendNewConfiguration', i })),
  },
  AddServer: {
    kind: 'rule',
    under: single,
    parameters: ['i', 'j'],
    instances: ({ servers }) =>
      pairs(servers, servers).map(([i, j]) => ({ action: 'AddServer', i, j })),
  },
  RemoveServer: {
    kind: 'rule',
    under: single,
    parameters: ['i', 'j'],
    instances: ({ servers }) =>
      pairs(servers, servers).map(([i, j]) => ({ action: 'RemoveServer', i, j })),
  },
  StepDown: {
    kind: 'internal',
    under: changes,
    parameters: ['i'],
    instances: ({ servers }) => servers.map((i) => ({ action: 'StepDown', i })),
  },
  Restart: {
    kind: 'rule',
    parameters: ['i'],
    instances: ({ servers }) => servers.map((i) => ({ action: 'Restart', i })),
  },
  UpdateTerm: {
    kind: 'internal',
    parameters: ['m'],
    consumes: false,
    ofMessage: (m) => ({ action: 'UpdateTerm', m }),
  },
  HandleRequestVoteRequest: {
    kind: 'rule',
    parameters: ['m'],
    consumes: true,
    ofMessage: (m) => ({ action: 'HandleRequestVoteRequest', m }),
  },
  HandleRequestVoteResponse: {
    kind: 'rule',
    parameters: ['m'],
    consumes: true,
    ofMessage: (m) => ({ action: 'HandleRequestVoteResponse', m }),
  },
  HandlePreVoteRequest: {
    kind: 'rule',
    under: preVote,
    parameters: ['m'],
    consumes: true,
    ofMessage: (m) => ({ action: 'HandlePreVoteRequest', m }),
  },
  HandlePreVoteResponse: {
    kind: 'rule',
    under: preVote,
    parameters: ['m'],
    consumes: true,
    ofMessage: (m) => ({ action: 'HandlePreVoteResponse', m }),
  },
  HandleTimeoutNowRequest: {
    kind: 'rule',
    under: transfer,
    parameters: ['m'],
    consumes: true,
    ofMessage: (m) => ({ action: 'HandleTimeoutNowRequest', m }),
  },
  HandleAppendEntriesRequest: {
    kind: 'rule',
    parameters: ['m'],
    consumes: true,
    ofMessage: (m) => ({ action: 'HandleAppendEntriesRequest', m }),
  },
  HandleAppendEntriesResponse: {
    kind: 'rule',
    parameters: ['m'],
    consumes: true,
    ofMessage: (m) => ({ action: 'HandleAppendEntriesResponse', m }),
  },
  DropMessage: {
    kind: 'network',
    parameters: ['m'],
    consumes: true,
    ofMessage: (m) => ({ action: 'DropMessage', m }),
  },
  DuplicateMessage: {
    kind: 'network',
    parameters: ['m'],
    consumes: false,
    ofMessage: (m) => ({ action: 'DuplicateMessage', m }),
  },
}

/** Whether an action can occur in a model with these options. */
export const isPossible = (action: ActionName, options: Options): boolean =>
  correspondence[action].under?.(options) ?? true

/** Is it an action with a rule in `src/raft`? */
export const hasRule = (label: BoundAction): label is Label =>
  correspondence[label.action].kind !== 'network'

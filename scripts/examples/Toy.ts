/**
 * A cluster of our own core with one bug in it, logged as somebody would who has never seen our
 * code: the name of what the server did, the message that it got, and a few variables after it.
 */
import type { Label } from '../../src/raft/Event.ts'
import { initialServer } from '../../src/raft/Disk.ts'
import { brokenInvariant } from '../../src/raft/Invariant.ts'
import { lastTerm } from '../../src/raft/Log.ts'
import type { Message } from '../../src/raft/Message.ts'
import { type Rules, rules, runRule } from '../../src/raft/Rules.ts'
import { constantsOf, type Server, type ServerId } from '../../src/raft/Server.ts'
import { sentIn } from '../../src/trace/observe.ts'
import { FORMAT, type TraceHeader, type TraceLine, VERSION } from '../../src/trace/RaftTrace.ts'
import { headerText, lineText } from '../../src/trace/write.ts'

export interface Toy {
  /** Takes these actions at one server, one line for all of them. */
  readonly act: (...labels: readonly Label[]) => void
  /** The last message of a type that was sent from one server to another. */
  readonly sent: (from: ServerId, to: ServerId, type: Message['type']) => Message
  readonly text: () => string
}

const constants = constantsOf(['s1', 's2', 's3'])

const header: TraceHeader = {
  format: FORMAT,
  version: VERSION,
  servers: constants.servers,
  implementation: { name: 'toy' },
}

/** What the toy logs: its first action that is an input, and the variables that it has at hand. */
const logged = (labels: readonly Label[], server: Server): TraceLine => {
  const names = labels.map(({ action }) => action)
  const [message] = labels.flatMap((label) => ('m' in label ? [label.m] : []))
  const action = names.find((name) => name !== 'UpdateTerm') ?? 'UpdateTerm'
  const [command] = labels.flatMap((label) => ('v' in label ? [label.v] : []))
  return {
    server: server.id,
    action,
    ...(command !== undefined && { args: { v: command } }),
    ...(message !== undefined && { message }),
    state: {
      currentTerm: server.currentTerm,
      role: server.role._tag,
      lastLogIndex: server.log.length,
      lastLogTerm: lastTerm(server.log),
      commitIndex: server.commitIndex,
    },
  }
}

const serverOf = (label: Label): ServerId => ('m' in label ? label.m.dest : label.i)

/** @param replaces the rules in which the bug is */
export const newToy = (replaces: Partial<Rules>): Toy => {
  const table = { ...rules, ...replaces }
  const servers = new Map(constants.servers.map((id) => [id, initialServer(id)]))
  const messages: Message[] = []
  const lines: TraceLine[] = []
  const take = (label: Label): Server => {
    const id = serverOf(label)
    const server = servers.get(id) ?? brokenInvariant(`${id} is no server`)
    const taken = runRule(table, constants, server, label)
    if (taken._tag === 'None') return brokenInvariant(`${label.action} is not enabled at ${id}`)
    servers.set(id, taken.value.server)
    messages.push(...sentIn(taken.value.effects))
    return taken.value.server
  }
  return {
    act: (...labels) => {
      const after = labels.map(take).at(-1)
      if (after !== undefined) lines.push(logged(labels, after))
    },
    sent: (from, to, type) =>
      messages.findLast((m) => m.source === from && m.dest === to && m.type === type) ??
      brokenInvariant(`${from} has sent ${to} no ${type}`),
    text: () => [headerText(header), ...lines.map(lineText)].map((line) => `${line}\n`).join(''),
  }
}

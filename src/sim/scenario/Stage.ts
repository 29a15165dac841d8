/**
 * A cluster driven by hand: nothing happens but what a scenario commands. Pure: a command gives the
 * next stage, with what is to be told and the lines of the trace.
 */
import type { Either } from 'fp-ts/lib/Either.js'
import { left, right } from 'fp-ts/lib/Either.js'
import { diskAfter, emptyDisk, recover } from '../../raft/Disk.ts'
import type { Event } from '../../raft/Event.ts'
import { mayCampaign } from '../../raft/LeaderElection.ts'
import type { Message } from '../../raft/Message.ts'
import type { Constants, Disk, Role, Server, ServerId } from '../../raft/Server.ts'
import { type Outcome, step } from '../../raft/step.ts'
import { lineOf, restartLine, sentIn } from '../../trace/observe.ts'
import type { TraceLine } from '../../trace/RaftTrace.ts'
import { boundaries, interrupt } from '../Crash.ts'
import type { Command, CrashPoint, Request, Selector } from './Command.ts'
import { narrate } from './narrate.ts'
import { refusal } from './refusal.ts'
import { showLog, showMessage, showServers } from './show.ts'

interface Machine {
  readonly server: Server
  readonly disk: Disk
  readonly up: boolean
}

export interface Stage {
  readonly constants: Constants
  readonly machines: Readonly<Record<ServerId, Machine>>
  /** In the order in which they were sent. */
  readonly onTheWay: readonly Message[]
  /** The steps taken so far. */
  readonly lines: readonly TraceLine[]
}

/** What a command leads to; left: why it cannot be done. */
export type Performed = Either<string, { readonly stage: Stage; readonly told: readonly string[] }>

const machineOf = (stage: Stage, id: ServerId): Machine | undefined =>
  Object.hasOwn(stage.machines, id) ? stage.machines[id] : undefined

const withMachine = (stage: Stage, id: ServerId, machine: Machine): Stage => ({
  ...stage,
  machines: { ...stage.machines, [id]: machine },
})

const done = (stage: Stage, ...told: readonly string[]): Performed => right({ stage, told })

const unknown = (stage: Stage, id: ServerId): Performed =>
  left(`there is no server ${id}, only ${stage.constants.servers.join(', ')}`)

/** A cluster whose disks are empty. */
export const newStage = (constants: Constants): Stage => ({
  constants,
  machines: Object.fromEntries(
    constants.servers.map((id) => [
      id,
      { server: recover(id, emptyDisk), disk: emptyDisk, up: true },
    ]),
  ),
  onTheWay: [],
  lines: [],
})

/** How many effects on the world are done before one is sent that comes behind `sent` others. */
const beforeSending = ({ effects }: Outcome, sent: number): number => {
  let sends = 0
  let done = 0
  for (const { _tag } of effects) {
    if (_tag === 'Send') sends += 1
    if (sends > sent) return done
    if (_tag === 'Persist' || _tag === 'Send') done += 1
  }
  return done
}

/** How many effects on the world are done before the crash. */
const boundaryOf = (whole: Outcome, crash: CrashPoint): number => {
  switch (crash._tag) {
    case 'BeforePersisting':
      return 0
    case 'AfterPersisting':
      return beforeSending(whole, 0)
    case 'AfterSending':
      return Math.min(
        crash.count === 0 ? beforeSending(whole, 0) : beforeSending(whole, crash.count - 1) + 1,
        boundaries(whole) - 1,
      )
  }
}

const CRASHES: Readonly<Record<CrashPoint['_tag'], string>> = {
  BeforePersisting: 'crashes before it has persisted anything: the step did not happen',
  AfterPersisting: 'crashes when it has persisted, before it sends',
  AfterSending: 'crashes while it sends',
}

interface Happening {
  readonly id: ServerId
  readonly event: Event
  readonly crash: CrashPoint | null
  readonly opening: string
}

/** A server that is up takes an event, perhaps into a crash. */
const take = (
  stage: Stage,
  { server: before, disk }: Machine,
  { id, event, crash, opening }: Happening,
): Performed => {
  const { constants } = stage
  const whole = step(constants, before, event)
  const message = event._tag === 'Receive' ? event.message : null
  if (whole.labels.length === 0)
    return done(stage, `${opening}: ${refusal(constants, before, event)}`)
  const {
    happened,
    disk: written,
    sent,
  } = crash === null
    ? { happened: whole, disk: diskAfter(disk, whole.effects), sent: sentIn(whole.effects) }
    : interrupt(constants, before, disk, whole, boundaryOf(whole, crash))
  const after = happened?.server ?? before
  const logged = { before, after, effects: happened?.effects ?? [], labels: happened?.labels ?? [] }
  return done(
    {
      ...withMachine(stage, id, { server: after, disk: written, up: crash === null }),
      onTheWay: [...stage.onTheWay, ...sent],
      lines: happened === null ? stage.lines : [...stage.lines, lineOf(constants, logged)],
    },
    ...(happened === null ? [opening] : narrate(opening, message, { constants, ...logged, sent })),
    ...(crash === null ? [] : [`  ${CRASHES[crash._tag]}`]),
  )
}

const act = (stage: Stage, happening: Happening): Performed => {
  const machine = machineOf(stage, happening.id)
  if (machine === undefined) return unknown(stage, happening.id)
  return machine.up
    ? take(stage, machine, happening)
    : left(`${happening.id} is down; restart it first`)
}

const matches = (m: Message, { source, dest, type }: Selector): boolean =>
  (source === null || m.source === source) &&
  (dest === null || m.dest === dest) &&
  (type === null || m.type === type)

const select = (stage: Stage, selector: Selector): readonly Message[] => {
  const all = stage.onTheWay.filter((m) => matches(m, selector))
  if (selector.which === 'all') return all
  return all.slice(...(selector.which === 'first' ? [0, 1] : [-1]))
}

/** One copy of a message taken off the way. */
const without = (onTheWay: readonly Message[], m: Message): readonly Message[] => {
  const at = onTheWay.indexOf(m)
  return at < 0 ? onTheWay : onTheWay.toSpliced(at, 1)
}

const deliver = (stage: Stage, message: Message, crash: CrashPoint | null): Performed => {
  const { source, dest } = message
  const taken = { ...stage, onTheWay: without(stage.onTheWay, message) }
  const opening = `${dest} receives from ${source}: ${showMessage(message)}`
  if (machineOf(stage, dest)?.up !== true)
    return done(taken, `${dest} is down: lost from ${source}: ${showMessage(message)}`)
  return act(taken, { id: dest, event: { _tag: 'Receive', message }, crash, opening })
}

const noSuchMessage = (stage: Stage): Performed =>
  left(`no such message is on the way; there are:\n${messages(stage).join('\n')}`)

const deliverEach = (
  stage: Stage,
  chosen: readonly Message[],
  crash: CrashPoint | null,
): Performed =>
  chosen.reduce<Performed>((so, message) => {
    if (so._tag === 'Left') return so
    const next = deliver(so.right.stage, message, crash)
    return next._tag === 'Left'
      ? next
      : done(next.right.stage, ...so.right.told, ...next.right.told)
  }, done(stage))

/** More than any scenario needs; a conversation that does not end is a mistake in it. */
const MOST_DELIVERIES = 1000

/** Delivers what is on the way, and what comes of it, in order. */
const deliverUntilQuiet = (stage: Stage, isMeant: (m: Message) => boolean): Performed => {
  let at = stage
  const told: string[] = []
  for (let deliveries = 0; deliveries < MOST_DELIVERIES; deliveries += 1) {
    const message = at.onTheWay.find(isMeant)
    if (message === undefined) return deliveries === 0 ? noSuchMessage(stage) : done(at, ...told)
    const next = deliver(at, message, null)
    if (next._tag === 'Left') return next
    at = next.right.stage
    told.push(...next.right.told)
  }
  return left(`messages do not come to an end within ${MOST_DELIVERIES}`)
}

const messages = ({ onTheWay }: Stage): readonly string[] =>
  onTheWay.length === 0
    ? ['nothing is on the way']
    : onTheWay.map((m) => `${m.source} -> ${m.dest}: ${showMessage(m)}`)

const restart = (stage: Stage, id: ServerId): Performed => {
  const machine = machineOf(stage, id)
  if (machine === undefined) return unknown(stage, id)
  const server = recover(id, machine.disk)
  const told = `${id} restarts as a follower, with what is on its disk: term ${server.currentTerm}, voted for ${server.votedFor ?? 'nobody'}, log ${showLog(server.log)}`
  return done(
    {
      ...withMachine(stage, id, { ...machine, server, up: true }),
      lines: [...stage.lines, restartLine(stage.constants, machine.server, server)],
    },
    told,
  )
}

const crash = (stage: Stage, id: ServerId): Performed => {
  const machine = machineOf(stage, id)
  if (machine === undefined) return unknown(stage, id)
  return done(withMachine(stage, id, { ...machine, up: false }), `${id} crashes`)
}

const ROLES: Readonly<Record<Role['_tag'], string>> = {
  Follower: 'follower',
  PreCandidate: 'pre-candidate',
  Candidate: 'candidate',
  Leader: 'leader',
}

const show = (stage: Stage, ids: readonly ServerId[]): Performed => {
  const chosen = ids.length === 0 ? stage.constants.servers : ids
  const stranger = chosen.find((id) => machineOf(stage, id) === undefined)
  if (stranger !== undefined) return unknown(stage, stranger)
  const rows = chosen.map((id) => {
    const machine = machineOf(stage, id)
    const { server, up } = machine ?? { server: recover(id, emptyDisk), up: false }
    const role = up ? ROLES[server.role._tag] : 'down'
    return [
      id,
      `term ${server.currentTerm}`,
      role,
      `commit ${server.commitIndex}`,
      showLog(server.log),
    ]
  })
  const widths = [0, 1, 2, 3].map((k) => Math.max(...rows.map((row) => row[k]?.length ?? 0)))
  return done(
    stage,
    ...rows.map((row) => row.map((cell, k) => cell.padEnd(widths[k] ?? 0)).join('  ')),
  )
}

const tell = (chosen: readonly Message[], what: string): readonly string[] =>
  chosen.map((m) => `${what} ${m.source} -> ${m.dest}: ${showMessage(m)}`)

type Told<Tag extends Command['_tag']> = Extract<Command, { readonly _tag: Tag }>

const asked = (id: ServerId, request: Request): string => {
  switch (request._tag) {
    case 'TransferLeadership':
      return `${id} is asked to hand over to ${request.to}`
    case 'ChangeConfiguration':
      return `${id} is asked to make the voters ${showServers(request.newVoters)}`
    case 'AddLearner':
      return `${id} is asked to add the learner ${request.server}`
    case 'RemoveLearner':
      return `${id} is asked to remove the learner ${request.server}`
    case 'AddServer':
      return `${id} is asked to add ${request.server}`
    case 'RemoveServer':
      return `${id} is asked to remove ${request.server}`
    case 'StartRound':
      return `${id} begins a round of catching up for ${request.server}`
  }
}

interface Opened {
  readonly opening: string
  readonly event: Event
}

const lapse = (id: ServerId, isLeader: boolean): Opened =>
  isLeader
    ? {
        opening: `${id} was answered by no quorum for an election timeout`,
        event: { _tag: 'QuorumContactTimeout' },
      }
    : {
        opening: `${id} has heard from no leader for the minimum election timeout`,
        event: { _tag: 'LeaderContactTimeout' },
      }

const opened = (
  stage: Stage,
  command: Told<'Timeout' | 'Heartbeat' | 'Lapse' | 'Abort' | 'Client' | 'Ask'>,
): Opened => {
  const { id } = command
  switch (command._tag) {
    case 'Timeout': {
      const server = machineOf(stage, id)?.server
      const begins =
        !stage.constants.options.PreVote &&
        server !== undefined &&
        server.role._tag !== 'Leader' &&
        mayCampaign(stage.constants, server)
      const opening = `${id} hears from no leader${begins ? ' and begins an election' : ''}`
      return { opening, event: { _tag: 'ElectionTimeout' } }
    }
    case 'Heartbeat':
      return { opening: `${id} sends heartbeats`, event: { _tag: 'HeartbeatTimeout' } }
    case 'Lapse':
      return lapse(id, machineOf(stage, id)?.server.role._tag === 'Leader')
    case 'Abort':
      return {
        opening: `${id} has waited an election timeout for its successor`,
        event: { _tag: 'TransferTimeout' },
      }
    case 'Client': {
      const opening = `${id} gets a client's request: ${command.value}`
      return { opening, event: { _tag: 'ClientRequest', value: command.value } }
    }
    case 'Ask':
      return { opening: asked(id, command.request), event: command.request }
  }
}

const isAmong =
  (ids: readonly ServerId[]) =>
  ({ source, dest }: Message): boolean =>
    ids.includes(source) && ids.includes(dest)

/** What a command does to messages on the way that it chooses. */
const handle = (stage: Stage, command: Told<'Deliver' | 'Drop' | 'Duplicate'>): Performed => {
  const chosen = select(stage, command.selector)
  if (chosen.length === 0) return noSuchMessage(stage)
  const { onTheWay } = stage
  switch (command._tag) {
    case 'Deliver':
      return deliverEach(stage, chosen, command.crash)
    case 'Drop':
      return done({ ...stage, onTheWay: chosen.reduce(without, onTheWay) }, ...tell(chosen, 'lost'))
    case 'Duplicate':
      return done({ ...stage, onTheWay: [...onTheWay, ...chosen] }, ...tell(chosen, 'duplicated'))
  }
}

/** Does one command; `Cluster` is the beginning and belongs to whoever makes the stage. */
export const perform = (stage: Stage, command: Exclude<Command, Told<'Cluster'>>): Performed => {
  switch (command._tag) {
    case 'Timeout':
    case 'Heartbeat':
    case 'Lapse':
    case 'Abort':
    case 'Client':
    case 'Ask':
      return act(stage, { id: command.id, crash: command.crash, ...opened(stage, command) })
    case 'Deliver':
    case 'Drop':
    case 'Duplicate':
      return handle(stage, command)
    case 'DeliverAll':
      return deliverUntilQuiet(stage, () => true)
    case 'Exchange':
      return deliverUntilQuiet(stage, isAmong(command.among))
    case 'Crash':
      return crash(stage, command.id)
    case 'Restart':
      return restart(stage, command.id)
    case 'Show':
      return show(stage, command.ids)
    case 'Messages':
      return done(stage, ...messages(stage))
  }
}

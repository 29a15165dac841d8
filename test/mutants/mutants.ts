/** All mutants, in the order of the paper. */
import { applicationMutants } from './Application.ts'
import { changeMutants } from './Changes.ts'
import { checkQuorumMutants } from './CheckQuorum.ts'
import { commitmentMutants } from './Commitment.ts'
import { durabilityMutants } from './Durability.ts'
import { electionMutants } from './LeaderElection.ts'
import { transferMutants } from './LeadershipTransfer.ts'
import { replicationMutants } from './LogReplication.ts'
import { membershipMutants } from './Membership.ts'
import type { Mutant } from './Mutant.ts'
import { preVoteMutants } from './PreVote.ts'
import { progressMutants } from './Progress.ts'
import { restartMutants } from './Restart.ts'
import { termMutants } from './Terms.ts'

export const mutants: readonly Mutant[] = [
  ...termMutants,
  ...electionMutants,
  ...replicationMutants,
  ...progressMutants,
  ...commitmentMutants,
  ...applicationMutants,
  ...restartMutants,
  ...membershipMutants,
  ...changeMutants,
  ...preVoteMutants,
  ...checkQuorumMutants,
  ...transferMutants,
  ...durabilityMutants,
]

package org.zonekeeper.domain.decide;

import java.util.Optional;
import org.zonekeeper.domain.decide.ConsultTable.Input;
import org.zonekeeper.schemas.common.CallState;
import org.zonekeeper.schemas.common.LegJoin;
import org.zonekeeper.schemas.common.NailupState;
import org.zonekeeper.schemas.fact.LiveCall;
import org.zonekeeper.schemas.fact.LiveLeg;
import org.zonekeeper.schemas.journal.AgentCallStateChanged;
import org.zonekeeper.schemas.journal.CallUnheld;
import org.zonekeeper.schemas.state.CallRecord;
import org.zonekeeper.schemas.state.Consult;

/**
 * F25: after a takeover the platform says which legs of a call it knows; what it has done meanwhile
 * without a fact about it having come, or has lost, is put to the table of consults. Stateless.
 */
final class LiveLegs {
  private LiveLegs() {}

  /**
   * Compares the second leg of a conversation with the platform's.
   *
   * @return whether they differ
   */
  static boolean compare(CallRecord call, LiveCall live, Decision draft) {
    Consult consult = call.getConsult();
    boolean judged =
        consult != null
            && ConsultTable.hasLeg(consult.getPhase())
            && !call.getStatusRequestId().equals(consult.getStatusRequestId());
    return judged
        && difference(consult, live)
            .filter(input -> ConsultSteps.stepFor(call, input).isPresent())
            .flatMap(
                input ->
                    ConsultSteps.take(
                        draft, call, input, "the platform does not know the second leg any more"))
            .isPresent();
  }

  /** What must have happened, since the platform has the legs that it has. */
  private static Optional<Input> difference(Consult consult, LiveCall live) {
    Optional<LiveLeg> leg =
        live.getLegs().stream()
            .filter(one -> one.getLegId().equals(consult.getConsultId()))
            .findFirst();
    boolean hasSecondAgent =
        consult.getSecondAgentId() != null && consult.getSecondAgentId().equals(live.getAgentId());
    if (leg.isEmpty() && hasSecondAgent) {
      return Optional.of(
          switch (consult.getPhase()) {
            case BLIND_DIALLING -> Input.CONNECTED;
            case PENDING,
                DIALLING,
                ACTIVE,
                TRANSFERRING,
                STARTING_CONFERENCE,
                CONFERENCE,
                LEAVING_CONFERENCE,
                UNKNOWN ->
                Input.JOINED_AS_TRANSFER;
          });
    }
    if (leg.isEmpty()) {
      return Optional.of(Input.SECOND_GONE);
    }
    LegJoin join = leg.get().getJoin();
    return switch (consult.getPhase()) {
      case DIALLING -> when(join == LegJoin.CONSULT, Input.CONNECTED);
      case ACTIVE, STARTING_CONFERENCE ->
          when(join == LegJoin.CONFERENCE, Input.JOINED_AS_CONFERENCE);
      case PENDING, BLIND_DIALLING, TRANSFERRING, CONFERENCE, LEAVING_CONFERENCE, UNKNOWN ->
          Optional.empty();
    };
  }

  private static Optional<Input> when(boolean condition, Input input) {
    return condition ? Optional.of(input) : Optional.empty();
  }

  /**
   * F19: the call is gone and nobody said so. The second party is free, its owner is not; and with
   * nobody left to consult there is nobody to be on hold for, should the call be there after all.
   */
  static void callMissing(CallRecord call, Decision draft) {
    boolean hadLeg = call.getConsult() != null && ConsultTable.hasLeg(call.getConsult().getPhase());
    ConsultSteps.take(
        draft, call, Input.CUSTOMER_GONE, "the platform does not know the call any more");
    if (hadLeg) {
      draft.add(new AgentCallStateChanged(call.getAgentId(), CallState.TALKING, call.getCallId()));
      draft
          .zone()
          .agent(call.getAgentId())
          .filter(owner -> call.getHeldBySystem() && owner.getNailup() == NailupState.NAILED_UP)
          .ifPresent(owner -> draft.add(new CallUnheld(call.getCallId(), owner.getAgentId())));
    }
  }
}

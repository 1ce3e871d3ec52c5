package org.zonekeeper.domain.decide;

import java.util.Optional;
import org.zonekeeper.domain.decide.ConsultTable.Input;
import org.zonekeeper.domain.decide.ConsultTable.Step;
import org.zonekeeper.schemas.common.AgentState;
import org.zonekeeper.schemas.common.CallState;
import org.zonekeeper.schemas.common.ConsultPhase;
import org.zonekeeper.schemas.common.LegJoin;
import org.zonekeeper.schemas.common.NailupState;
import org.zonekeeper.schemas.common.Party;
import org.zonekeeper.schemas.journal.AgentCallStateChanged;
import org.zonekeeper.schemas.journal.AgentStateChanged;
import org.zonekeeper.schemas.journal.CallHeld;
import org.zonekeeper.schemas.journal.CallReleased;
import org.zonekeeper.schemas.journal.CallTransferred;
import org.zonekeeper.schemas.journal.CallUnheld;
import org.zonekeeper.schemas.journal.ConferenceOwnershipChanged;
import org.zonekeeper.schemas.journal.ConferenceStarted;
import org.zonekeeper.schemas.journal.ConsultCancelEnabled;
import org.zonekeeper.schemas.journal.ConsultConnected;
import org.zonekeeper.schemas.journal.ConsultDialled;
import org.zonekeeper.schemas.journal.ConsultEndGrounds;
import org.zonekeeper.schemas.journal.ConsultEnded;
import org.zonekeeper.schemas.journal.HoldGrounds;
import org.zonekeeper.schemas.journal.LegsJoinRequested;
import org.zonekeeper.schemas.journal.LegsNotJoined;
import org.zonekeeper.schemas.journal.TransferGrounds;
import org.zonekeeper.schemas.state.AgentRecord;
import org.zonekeeper.schemas.state.CallRecord;
import org.zonekeeper.schemas.state.Consult;

/**
 * Carries out what {@link ConsultTable} says about one call's second party: drafts the events of a
 * step for the call, its owner and the second party. Lives within one decision.
 */
final class ConsultSteps {
  /** F4: an order to dial that is older than this dials nobody; its owner may be dead. */
  static final long DIAL_VALID_MILLIS = 1_000;

  /** How long a second party rings. */
  static final int RING_MILLIS = 25_000;

  private final Decision draft;
  private final CallRecord call;
  private final Consult consult;
  private final long at;

  private ConsultSteps(Decision draft, CallRecord call, long at) {
    this.draft = draft;
    this.call = call;
    this.consult = call.getConsult();
    this.at = at;
  }

  /** What the table says of this input now; empty: it means nothing, or there is no consult. */
  static Optional<Step> stepFor(CallRecord call, Input input) {
    return Optional.ofNullable(call.getConsult())
        .flatMap(consult -> ConsultTable.step(consult, input));
  }

  /**
   * Does what the table says, if it says anything.
   *
   * @param at when it happened, epoch milliseconds
   * @param text in words, for the people whom it ends the consult for
   */
  static Optional<Step> take(Decision draft, CallRecord call, Input input, long at, String text) {
    Optional<Step> step = stepFor(call, input);
    step.ifPresent(one -> new ConsultSteps(draft, call, at).carryOut(one, input, text));
    return step;
  }

  /** As above, now. */
  static Optional<Step> take(Decision draft, CallRecord call, Input input, String text) {
    return take(draft, call, input, draft.now(), text);
  }

  private void carryOut(Step step, Input input, String text) {
    switch (step) {
      case DIAL -> dial(draft, call, consult, true);
      case ENABLE_CANCEL ->
          draft.add(new ConsultCancelEnabled(call.getCallId(), consult.getConsultId(), owner()));
      case CONNECT ->
          draft.add(
              new ConsultConnected(
                  call.getCallId(),
                  consult.getConsultId(),
                  owner(),
                  second(),
                  consult.getAddress(),
                  at));
      case ASK_FOR_TRANSFER -> join(LegJoin.TRANSFER);
      case ASK_FOR_CONFERENCE -> join(LegJoin.CONFERENCE);
      case CONFER -> confer();
      case MOVE -> move();
      case STAY -> stay(text);
      case SWAP -> swap();
      case END -> {
        ended(input, text);
        ownerBack();
        unheld(owner());
      }
      case END_AND_HOLD -> {
        ended(input, text);
        ownerBack();
      }
      case END_WITH_CALL -> ended(input, text);
      case END_AND_RELEASE -> {
        ended(input, text);
        ownerBack();
        draft.add(new CallReleased(call.getCallId(), text));
      }
      case PASS_ON -> passOn(input);
      case WAIT, REFUSE_NOT_YET -> {}
    }
  }

  /** The second party is called; the customer is on hold from now on, the owner in the consult. */
  static void dial(Decision draft, CallRecord call, Consult consult, boolean waited) {
    String owner = call.getAgentId();
    draft.add(
        new ConsultDialled(
            call.getCallId(),
            consult.getConsultId(),
            owner,
            consult.getSecondAgentId(),
            consult.getAddress(),
            consult.getPhase() == ConsultPhase.BLIND_DIALLING ? LegJoin.TRANSFER : LegJoin.CONSULT,
            RING_MILLIS,
            draft.now() + DIAL_VALID_MILLIS,
            waited));
    if (!call.getHeld()) {
      draft.add(new CallHeld(call.getCallId(), owner, HoldGrounds.CONSULT));
    }
    draft.add(new AgentCallStateChanged(owner, CallState.CONSULT, call.getCallId()));
    if (consult.getSecondAgentId() != null) {
      String second = consult.getSecondAgentId();
      draft.add(new AgentStateChanged(second, AgentState.BUSY, null));
      draft.add(new AgentCallStateChanged(second, CallState.CONSULT, call.getCallId()));
    }
  }

  private void join(LegJoin join) {
    draft.add(
        new LegsJoinRequested(call.getCallId(), consult.getConsultId(), owner(), second(), join));
  }

  private void confer() {
    draft.add(
        new ConferenceStarted(
            call.getCallId(), consult.getConsultId(), owner(), second(), consult.getAddress()));
    unheld(owner());
    inState(owner(), CallState.CONFERENCE_OWNER);
    if (second() != null) {
      inState(second(), CallState.CONFERENCE_PASSIVE);
    }
  }

  /** The transfer is done: the owner is free, or has an external transfer to wrap up. */
  private void move() {
    transferred(TransferGrounds.REQUESTED);
    Optional<AgentRecord> before = draft.zone().agent(owner());
    if (second() == null) {
      CallClosing closing = new CallClosing(draft, call).disconnected(Party.AGENT, at);
      before.ifPresent(agent -> ConversationEnd.wrapUp(draft, agent, call, closing));
      return;
    }
    unheld(second());
    inState(second(), CallState.TALKING);
    before.ifPresent(agent -> AgentSteps.freed(draft, agent));
  }

  /**
   * The owner is out by a failure; who was second has the call, and the customer is told nothing.
   */
  private void passOn(Input input) {
    boolean loggedOff = input == Input.OWNER_LOGGED_OFF;
    transferred(loggedOff ? TransferGrounds.LOGGED_OFF : TransferGrounds.LINE_LOST);
    if (call.getHeld()) {
      draft.add(new CallUnheld(call.getCallId(), second()));
    }
    inState(second(), CallState.TALKING);
    if (!loggedOff) {
      draft.zone().agent(owner()).ifPresent(agent -> AgentSteps.freed(draft, agent));
    }
  }

  private void transferred(TransferGrounds grounds) {
    draft.add(
        new CallTransferred(
            call.getCallId(),
            consult.getConsultId(),
            owner(),
            second(),
            consult.getAddress(),
            at,
            grounds,
            grounds == TransferGrounds.LOGGED_OFF
                ? CompletionCodes.DESKTOP_ERROR
                : call.getFixedCompletionCode()));
  }

  /** What goes wrong with the owner's line while legs are joined shows only now. */
  private void stay(String text) {
    LegJoin join =
        consult.getPhase() == ConsultPhase.STARTING_CONFERENCE
            ? LegJoin.CONFERENCE
            : LegJoin.TRANSFER;
    draft.add(
        new LegsNotJoined(call.getCallId(), consult.getConsultId(), owner(), second(), join, text));
    boolean ownerHasNoLine =
        draft
            .zone()
            .agent(owner())
            .filter(agent -> agent.getNailup() != NailupState.NAILED_UP)
            .isPresent();
    if (ownerHasNoLine) {
      boolean conference = consult.getPhase() == ConsultPhase.LEAVING_CONFERENCE;
      carryOut(
          conference ? Step.END_AND_RELEASE : Step.END_AND_HOLD,
          Input.OWNER_LINE_LOST,
          "the owner's voice leg is down");
    }
  }

  private void swap() {
    String address = draft.zone().agent(owner()).map(AgentRecord::getExtension).orElse("");
    draft.add(
        new ConferenceOwnershipChanged(
            call.getCallId(), consult.getConsultId(), second(), owner(), address));
    inState(second(), CallState.CONFERENCE_OWNER);
    inState(owner(), CallState.CONFERENCE_PASSIVE);
  }

  private void ended(Input input, String text) {
    draft.add(
        new ConsultEnded(
            call.getCallId(),
            consult.getConsultId(),
            owner(),
            second(),
            consult.getAddress(),
            consult.getPhase(),
            grounds(input),
            text));
    // Whoever logs the second agent off says so behind this.
    if (ConsultTable.hasLeg(consult.getPhase()) && input != Input.SECOND_LOGGED_OFF) {
      Optional.ofNullable(second())
          .flatMap(draft.zone()::agent)
          .ifPresent(agent -> AgentSteps.freed(draft, agent));
    }
  }

  private static ConsultEndGrounds grounds(Input input) {
    return switch (input) {
      case CANCEL -> ConsultEndGrounds.CANCELLED;
      case NOT_REACHED -> ConsultEndGrounds.NOT_REACHED;
      case SECOND_LEAVES_CONSULT, SECOND_LEAVES_CONFERENCE -> ConsultEndGrounds.SECOND_LEFT;
      case SECOND_GONE, SECOND_LOGGED_OFF -> ConsultEndGrounds.SECOND_GONE;
      case END_CONFERENCE -> ConsultEndGrounds.ENDED_BY_OWNER;
      case CUSTOMER_GONE -> ConsultEndGrounds.CALL_ENDED;
      case OWNER_LINE_LOST, OWNER_LOGGED_OFF -> ConsultEndGrounds.OWNER_GONE;
      case SECOND_FREE,
          ALERTING,
          CONNECTED,
          JOINED_AS_TRANSFER,
          JOINED_AS_CONFERENCE,
          NOT_JOINED,
          COMPLETE_TRANSFER,
          START_CONFERENCE,
          CHANGE_OWNERSHIP,
          OWNER_LEAVES ->
          ConsultEndGrounds.OTHER;
    };
  }

  private void ownerBack() {
    if (ConsultTable.hasLeg(consult.getPhase())) {
      inState(owner(), CallState.TALKING);
    }
  }

  private void unheld(String agentId) {
    if (call.getHeldBySystem()) {
      draft.add(new CallUnheld(call.getCallId(), agentId));
    }
  }

  private void inState(String agentId, CallState state) {
    draft.add(new AgentCallStateChanged(agentId, state, call.getCallId()));
  }

  private String owner() {
    return call.getAgentId();
  }

  private String second() {
    return consult.getSecondAgentId();
  }
}

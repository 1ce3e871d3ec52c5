package org.zonekeeper.domain.decide;

import java.util.Optional;
import org.zonekeeper.schemas.common.ConsultPhase;
import org.zonekeeper.schemas.state.Consult;

/**
 * The transition table of a call's second party: what each input does in each phase of consult,
 * transfer and conference. Pure; {@link ConsultSteps} carries the steps out.
 */
final class ConsultTable {
  private ConsultTable() {}

  /**
   * What can happen to a consult: commands of both parties, facts, and the ends of either party.
   */
  enum Input {
    /** The busy agent who is wanted has time. */
    SECOND_FREE,
    ALERTING,
    CONNECTED,
    NOT_REACHED,
    /** Customer and second party, without the owner. */
    JOINED_AS_TRANSFER,
    /** All three. */
    JOINED_AS_CONFERENCE,
    NOT_JOINED,
    CANCEL,
    COMPLETE_TRANSFER,
    START_CONFERENCE,
    END_CONFERENCE,
    CHANGE_OWNERSHIP,
    OWNER_LEAVES,
    SECOND_LEAVES_CONSULT,
    SECOND_LEAVES_CONFERENCE,
    /** The second party's line or nail-up went down. */
    SECOND_GONE,
    /** The second agent is logged off by force. */
    SECOND_LOGGED_OFF,
    /** The customer's line is down. */
    CUSTOMER_GONE,
    /** The owner's nail-up went down. */
    OWNER_LINE_LOST,
    /** The owner is logged off by force. */
    OWNER_LOGGED_OFF
  }

  /** What is done about it. */
  enum Step {
    DIAL,
    ENABLE_CANCEL,
    /** Owner and second party talk. */
    CONNECT,
    ASK_FOR_TRANSFER,
    ASK_FOR_CONFERENCE,
    CONFER,
    /** The call is the second party's. */
    MOVE,
    /** The join came to nothing: back to what was before it. */
    STAY,
    SWAP,
    /** The second party is out, the owner is back with the customer. */
    END,
    /** The second party is out, the customer waits on hold for the owner's line. */
    END_AND_HOLD,
    /** The second party is out, and what becomes of the call is somebody else's to say. */
    END_WITH_CALL,
    /** The second party is out, and the customer is released. */
    END_AND_RELEASE,
    /** The owner is out, the second party has the call. */
    PASS_ON,
    /** Nothing: what is under way decides. */
    WAIT,
    REFUSE_NOT_YET
  }

  /** The step, or empty where the input means nothing: a command is refused, a fact unmatched. */
  static Optional<Step> step(Consult consult, Input input) {
    boolean agent = consult.getSecondAgentId() != null;
    return Optional.ofNullable(
        switch (consult.getPhase()) {
          case PENDING -> pending(input);
          case DIALLING -> dialling(input, consult.getCancellable(), Step.CONNECT);
          case BLIND_DIALLING -> dialling(input, consult.getCancellable(), Step.MOVE);
          case ACTIVE -> active(input);
          case TRANSFERRING, LEAVING_CONFERENCE -> transferring(input);
          case STARTING_CONFERENCE -> startingConference(input);
          case CONFERENCE -> conference(input, agent);
          case UNKNOWN -> null;
        });
  }

  private static Step pending(Input input) {
    return switch (input) {
      case SECOND_FREE -> Step.DIAL;
      case CANCEL, NOT_REACHED, SECOND_GONE, SECOND_LOGGED_OFF -> Step.END;
      case CUSTOMER_GONE, OWNER_LOGGED_OFF -> Step.END_WITH_CALL;
      case OWNER_LINE_LOST -> Step.WAIT;
      default -> null;
    };
  }

  private static Step dialling(Input input, boolean cancellable, Step connected) {
    return switch (input) {
      case ALERTING -> cancellable ? null : Step.ENABLE_CANCEL;
      case CONNECTED -> connected;
      case CANCEL -> cancellable ? Step.END : Step.REFUSE_NOT_YET;
      case NOT_REACHED, SECOND_GONE, SECOND_LOGGED_OFF -> Step.END;
      case OWNER_LINE_LOST -> Step.END_AND_HOLD;
      case CUSTOMER_GONE, OWNER_LOGGED_OFF -> Step.END_WITH_CALL;
      default -> null;
    };
  }

  private static Step active(Input input) {
    return switch (input) {
      case CANCEL, SECOND_LEAVES_CONSULT, SECOND_GONE, SECOND_LOGGED_OFF -> Step.END;
      case COMPLETE_TRANSFER -> Step.ASK_FOR_TRANSFER;
      case START_CONFERENCE -> Step.ASK_FOR_CONFERENCE;
      // Joined after the zone had given the join up: what the platform reports is fact.
      case JOINED_AS_TRANSFER -> Step.MOVE;
      case JOINED_AS_CONFERENCE -> Step.CONFER;
      case OWNER_LINE_LOST -> Step.END_AND_HOLD;
      case CUSTOMER_GONE, OWNER_LOGGED_OFF -> Step.END_WITH_CALL;
      default -> null;
    };
  }

  private static Step transferring(Input input) {
    return switch (input) {
      case JOINED_AS_TRANSFER -> Step.MOVE;
      case NOT_JOINED -> Step.STAY;
      case SECOND_GONE, SECOND_LOGGED_OFF -> Step.END;
      case OWNER_LINE_LOST -> Step.WAIT;
      case CUSTOMER_GONE, OWNER_LOGGED_OFF -> Step.END_WITH_CALL;
      default -> null;
    };
  }

  private static Step startingConference(Input input) {
    return switch (input) {
      case JOINED_AS_CONFERENCE -> Step.CONFER;
      case NOT_JOINED -> Step.STAY;
      case SECOND_GONE, SECOND_LOGGED_OFF -> Step.END;
      case OWNER_LINE_LOST -> Step.END_AND_HOLD;
      case CUSTOMER_GONE, OWNER_LOGGED_OFF -> Step.END_WITH_CALL;
      default -> null;
    };
  }

  private static Step conference(Input input, boolean agent) {
    return switch (input) {
      case END_CONFERENCE, SECOND_LEAVES_CONFERENCE, SECOND_GONE, SECOND_LOGGED_OFF -> Step.END;
      case JOINED_AS_TRANSFER -> Step.MOVE;
      case CHANGE_OWNERSHIP -> agent ? Step.SWAP : null;
      case OWNER_LEAVES -> agent ? null : Step.ASK_FOR_TRANSFER;
      case OWNER_LINE_LOST -> agent ? Step.PASS_ON : Step.END_AND_RELEASE;
      case OWNER_LOGGED_OFF -> agent ? Step.PASS_ON : Step.END_WITH_CALL;
      case CUSTOMER_GONE -> Step.END_WITH_CALL;
      default -> null;
    };
  }

  /** Whether the second party has, or may have, a leg. */
  static boolean hasLeg(ConsultPhase phase) {
    return switch (phase) {
      case DIALLING,
          BLIND_DIALLING,
          ACTIVE,
          TRANSFERRING,
          STARTING_CONFERENCE,
          CONFERENCE,
          LEAVING_CONFERENCE ->
          true;
      case PENDING, UNKNOWN -> false;
    };
  }

  /** Whether a join is under way. */
  static boolean isJoining(ConsultPhase phase) {
    return switch (phase) {
      case TRANSFERRING, STARTING_CONFERENCE, LEAVING_CONFERENCE -> true;
      case PENDING, DIALLING, BLIND_DIALLING, ACTIVE, CONFERENCE, UNKNOWN -> false;
    };
  }
}

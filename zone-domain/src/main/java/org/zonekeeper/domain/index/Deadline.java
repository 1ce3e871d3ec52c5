package org.zonekeeper.domain.index;

import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import org.zonekeeper.schemas.common.JobSettings;
import org.zonekeeper.schemas.common.NailupState;
import org.zonekeeper.schemas.state.AgentDial;
import org.zonekeeper.schemas.state.AgentDialPhase;
import org.zonekeeper.schemas.state.AgentRecord;
import org.zonekeeper.schemas.state.CallRecord;
import org.zonekeeper.schemas.state.CallbackRecord;
import org.zonekeeper.schemas.state.Consult;
import org.zonekeeper.schemas.state.InboundWork;

/**
 * The next moment at which time itself changes something about a call or an agent. Derived from the
 * entity, never stored.
 *
 * @param at epoch milliseconds
 * @param timer what is due then
 * @param id the call's or the agent's id
 * @param since when the wait began, epoch milliseconds
 */
public record Deadline(long at, Timer timer, String id, long since)
    implements Comparable<Deadline> {
  /** For the platform's word on a bridge order. It bridges in tenths of a second, or says no. */
  public static final Duration BRIDGE = Duration.ofSeconds(5);

  /** For the Disconnect of a conversation that the platform was told to end. */
  public static final Duration CONVERSATION_END = Duration.ofSeconds(30);

  /** For the Disconnect behind the nuisance message, which takes a minute or two. */
  public static final Duration NUISANCE_MESSAGE = Duration.ofMinutes(10);

  /** For an agent's voice leg: long enough to pick up a ringing extension. */
  public static final Duration NAILUP = Duration.ofSeconds(60);

  /** For an agent's voice leg that went down in a conversation, while the customer hears music. */
  public static final Duration REJOIN = Duration.ofSeconds(10);

  /** For the platform's word on a second party whom it calls, who may ring for 25 s. */
  public static final Duration CONSULT_DIAL = Duration.ofSeconds(30);

  /**
   * For the platform's word on an order to join legs. It joins in tenths of a second, or says no.
   */
  public static final Duration JOIN = Duration.ofSeconds(5);

  /** For the platform's word on a call that an agent dials, behind the time that it may ring. */
  public static final Duration AGENT_DIAL = Duration.ofSeconds(10);

  /** What an agent who looks at a contact has at least when an outage is over. */
  public static final Duration PREVIEW_AFTER_OUTAGE = Duration.ofSeconds(15);

  /** What a callback that was due in an outage is offered for at least when that is over. */
  public static final Duration CALLBACK_AFTER_OUTAGE = Duration.ofSeconds(60);

  /** For the inbound side's word on an agent whom it has, after a takeover (F28). */
  public static final Duration INBOUND_STATUS = Duration.ofSeconds(30);

  /** For a gateway that says every second that it is alive; its desktops' grace comes after it. */
  public static final Duration GATEWAY_SILENCE = Duration.ofSeconds(3);

  private static final Comparator<Deadline> ORDER =
      Comparator.comparingLong(Deadline::at)
          .thenComparing(Deadline::timer)
          .thenComparing(Deadline::id);

  /** What can become due; the name stands in the journal as the cause. */
  public enum Timer {
    /** F24: no first disposition came. */
    FIRST_DISPOSITION("FirstDispositionTimeout"),
    LIVE_VOICE_BUDGET("LiveVoiceBudget"),
    QUEUE_TIMEOUT("QueueTimeout"),
    /** The platform did not answer a bridge order. */
    BRIDGE("BridgeTimeout"),
    /** The Disconnect of a call that the platform was told to end never came. */
    CALL_END("CallEndTimeout"),
    WRAP_UP_LIMIT("WrapUpLimit"),
    /** F24: the call's end never came. */
    MAX_CALL_TIME("MaxCallTime"),
    /** F18: the desktop did not answer. */
    DESKTOP_CHECK("DesktopCheckTimeout"),
    /** The agent's voice leg did not come up. */
    NAILUP("NailupTimeout"),
    /** The second party of a consult was not reached in time. */
    CONSULT_DIAL("ConsultDialTimeout"),
    /** The platform did not answer an order to join legs. */
    JOIN("JoinTimeout"),
    /** The agent did not decide on the contact in time. */
    PREVIEW("PreviewTimeLimit"),
    /** The platform did not say what came of a call that an agent dials. */
    AGENT_DIAL("AgentDialTimeout"),
    /** The time of a callback has come: by the clocks where the contact is. */
    CALLBACK_DUE("CallbackDue"),
    /** Nobody took a callback in its window. */
    CALLBACK_WINDOW("CallbackWindow"),
    /** The inbound side did not say whether it has the agent. */
    INBOUND_STATUS("InboundStatusTimeout"),
    /** The gateway that holds the session is silent, and the desktop came back at no other one. */
    GATEWAY("GatewayTimeout");

    private final String cause;

    Timer(String cause) {
      this.cause = cause;
    }

    /** The name in the journal. */
    public String cause() {
      return cause;
    }

    /**
     * Whether an outage moves it not: a person on the line waits for whom it lasts as long as it
     * does, or it was agreed on by the clock.
     */
    boolean isByTheClock() {
      return this == LIVE_VOICE_BUDGET || this == QUEUE_TIMEOUT || this == CALLBACK_DUE;
    }
  }

  /** The call's next deadline under its job's settings. */
  public static Deadline of(CallRecord call, JobSettings settings) {
    return switch (call.getPhase()) {
      case ATTEMPTING ->
          call.getDial() != null && call.getAgentId() != null
              ? ofAgentDial(call, settings)
              : due(
                  call,
                  Timer.FIRST_DISPOSITION,
                  call.getAttemptedAt() + settings.getFirstDispositionTimeoutMs());
      case ANSWERED ->
          earlier(
              due(call, Timer.LIVE_VOICE_BUDGET, budgetEnd(call, settings)),
              longest(call, settings));
      case QUEUED ->
          earlier(due(call, Timer.QUEUE_TIMEOUT, call.getQueueDeadline()), longest(call, settings));
      case ASSIGNED -> earlier(waits(call, Timer.BRIDGE, BRIDGE), longest(call, settings));
      case CONNECTED -> ofConversation(call, settings);
      case NUISANCE ->
          earlier(waits(call, Timer.CALL_END, NUISANCE_MESSAGE), longest(call, settings));
      case WRAPUP -> due(call, Timer.WRAP_UP_LIMIT, call.getWrapUpDeadline());
    };
  }

  /** When the callback falls due, or the window goes by in which it can be taken. */
  public static Optional<Deadline> of(CallbackRecord callback) {
    return switch (callback.getStanding()) {
      case SCHEDULED ->
          Optional.of(
              new Deadline(
                  callback.getDueAt(),
                  Timer.CALLBACK_DUE,
                  callback.getCallbackId(),
                  callback.getDueAt()));
      case DUE ->
          Optional.of(
              new Deadline(
                  callback.getExpiresAt(),
                  Timer.CALLBACK_WINDOW,
                  callback.getCallbackId(),
                  callback.getDueAt()));
      case OFFERED, UNKNOWN -> Optional.empty();
    };
  }

  private static Deadline ofAgentDial(CallRecord call, JobSettings settings) {
    AgentDial dial = call.getDial();
    return dial.getPhase() == AgentDialPhase.OFFERED
        ? new Deadline(dial.getDeadline(), Timer.PREVIEW, call.getCallId(), dial.getSince())
        : new Deadline(
            dial.getSince() + settings.getRingTimeoutMs() + AGENT_DIAL.toMillis(),
            Timer.AGENT_DIAL,
            call.getCallId(),
            dial.getSince());
  }

  private static Deadline ofConversation(CallRecord call, JobSettings settings) {
    Deadline end =
        call.getEndOrdered()
            ? earlier(waits(call, Timer.CALL_END, CONVERSATION_END), longest(call, settings))
            : longest(call, settings);
    return Optional.ofNullable(call.getConsult())
        .flatMap(consult -> of(call, consult))
        .map(ofConsult -> earlier(ofConsult, end))
        .orElse(end);
  }

  private static Optional<Deadline> of(CallRecord call, Consult consult) {
    return switch (consult.getPhase()) {
      case DIALLING, BLIND_DIALLING ->
          Optional.of(waits(call, consult, Timer.CONSULT_DIAL, CONSULT_DIAL));
      case TRANSFERRING, STARTING_CONFERENCE, LEAVING_CONFERENCE ->
          Optional.of(waits(call, consult, Timer.JOIN, JOIN));
      case PENDING, ACTIVE, CONFERENCE, UNKNOWN -> Optional.empty();
    };
  }

  private static Deadline waits(CallRecord call, Consult consult, Timer timer, Duration limit) {
    return new Deadline(
        consult.getSince() + limit.toMillis(), timer, call.getCallId(), consult.getSince());
  }

  /**
   * The agent's next deadline: an open desktop check, a voice leg that is being built, a question
   * to the inbound side.
   *
   * @param lastOutageEpoch of the zone: a check or question of before is void
   */
  public static Optional<Deadline> of(AgentRecord agent, long lastOutageEpoch) {
    // Asked with every change of an agent, and nearly always in vain.
    if (agent.getCheck() == null
        && agent.getInbound() == null
        && agent.getNailup() != NailupState.PENDING_NAILUP) {
      return Optional.empty();
    }
    Optional<Deadline> check =
        Optional.ofNullable(agent.getCheck())
            .filter(open -> agent.getAskedInEpoch() >= lastOutageEpoch)
            .map(
                open ->
                    new Deadline(
                        open.getDeadline(),
                        Timer.DESKTOP_CHECK,
                        agent.getAgentId(),
                        open.getDeadline()));
    Optional<Deadline> nailup =
        agent.getNailup() == NailupState.PENDING_NAILUP
            ? Optional.of(
                new Deadline(
                    agent.getNailupSince() + nailupLimit(agent).toMillis(),
                    Timer.NAILUP,
                    agent.getAgentId(),
                    agent.getNailupSince()))
            : Optional.empty();
    Optional<Deadline> inbound =
        Optional.ofNullable(agent.getInbound())
            .map(InboundWork::getStatusDeadline)
            .filter(open -> agent.getAskedInEpoch() >= lastOutageEpoch)
            .map(open -> new Deadline(open, Timer.INBOUND_STATUS, agent.getAgentId(), open));
    return Stream.of(check, nailup, inbound)
        .flatMap(Optional::stream)
        .min(Comparator.naturalOrder());
  }

  private static Duration nailupLimit(AgentRecord agent) {
    return switch (agent.getCallState()) {
      case TALKING, CONSULT, CONFERENCE_OWNER, CONFERENCE_PASSIVE -> REJOIN;
      case IDLE, CALLBACK, PREVIEW, DIALLING, WRAPUP, UNKNOWN -> NAILUP;
    };
  }

  /** When the live-voice budget of an answered call runs out, epoch milliseconds. */
  public static long budgetEnd(CallRecord call, JobSettings settings) {
    return call.getGreetingEndedAt() + settings.getLiveVoiceBudgetMs();
  }

  private static Deadline longest(CallRecord call, JobSettings settings) {
    return new Deadline(
        call.getAnsweredAt() + settings.getMaxCallTimeMs(),
        Timer.MAX_CALL_TIME,
        call.getCallId(),
        call.getAnsweredAt());
  }

  private static Deadline waits(CallRecord call, Timer timer, Duration limit) {
    return due(call, timer, call.getSince() + limit.toMillis());
  }

  private static Deadline due(CallRecord call, Timer timer, long at) {
    return new Deadline(at, timer, call.getCallId(), call.getSince());
  }

  /**
   * Whether the zone may act on it, once it is due: what others failed to say in time must not
   * stand in a topic unread. What goes by the clock waits for no word.
   *
   * @param readUpTo everything that was written by then has been read, epoch milliseconds
   */
  public boolean isCertain(long readUpTo) {
    return timer.isByTheClock() || at <= readUpTo;
  }

  private static Deadline earlier(Deadline one, Deadline other) {
    return one.compareTo(other) <= 0 ? one : other;
  }

  @Override
  public int compareTo(Deadline other) {
    return ORDER.compare(this, other);
  }
}

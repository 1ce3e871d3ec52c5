package org.zonekeeper.domain.index;

import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import org.zonekeeper.schemas.common.JobSettings;
import org.zonekeeper.schemas.common.NailupState;
import org.zonekeeper.schemas.state.AgentRecord;
import org.zonekeeper.schemas.state.CallRecord;
import org.zonekeeper.schemas.state.Consult;

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
     * Whether it is a person on the line who waits, for whom an outage lasts as long as it does.
     */
    boolean callerWaits() {
      return this == LIVE_VOICE_BUDGET || this == QUEUE_TIMEOUT;
    }
  }

  /** The call's next deadline under its job's settings. */
  public static Deadline of(CallRecord call, JobSettings settings) {
    return switch (call.getPhase()) {
      case ATTEMPTING ->
          due(
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
   * The agent's next deadline: an open desktop check, a voice leg that is being built.
   *
   * @param lastOutageEpoch of the zone: a check of before is void
   */
  public static Optional<Deadline> of(AgentRecord agent, long lastOutageEpoch) {
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
    return Stream.of(check, nailup).flatMap(Optional::stream).min(Comparator.naturalOrder());
  }

  private static Duration nailupLimit(AgentRecord agent) {
    return switch (agent.getCallState()) {
      case TALKING, CONSULT, CONFERENCE_OWNER, CONFERENCE_PASSIVE -> REJOIN;
      case IDLE, CALLBACK, PREVIEW, WRAPUP, UNKNOWN -> NAILUP;
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

  private static Deadline earlier(Deadline one, Deadline other) {
    return one.compareTo(other) <= 0 ? one : other;
  }

  @Override
  public int compareTo(Deadline other) {
    return ORDER.compare(this, other);
  }
}

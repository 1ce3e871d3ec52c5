package org.zonekeeper.domain.index;

import java.util.Comparator;
import java.util.Optional;
import org.zonekeeper.schemas.common.JobSettings;
import org.zonekeeper.schemas.state.AgentRecord;
import org.zonekeeper.schemas.state.CallRecord;

/**
 * The next moment at which time itself changes something about a call or an agent. Derived from the
 * entity, never stored.
 *
 * @param at epoch milliseconds
 * @param timer what is due then
 * @param id the call's or the agent's id
 */
public record Deadline(long at, Timer timer, String id) implements Comparable<Deadline> {
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
    WRAP_UP_LIMIT("WrapUpLimit"),
    /** F24: the call's end never came. */
    MAX_CALL_TIME("MaxCallTime"),
    /** F18: the desktop did not answer. */
    DESKTOP_CHECK("DesktopCheckTimeout");

    private final String cause;

    Timer(String cause) {
      this.cause = cause;
    }

    /** The name in the journal. */
    public String cause() {
      return cause;
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
      case ASSIGNED, CONNECTED, NUISANCE -> longest(call, settings);
      case WRAPUP -> due(call, Timer.WRAP_UP_LIMIT, call.getWrapUpDeadline());
    };
  }

  /** The agent's next deadline: an open desktop check. */
  public static Optional<Deadline> of(AgentRecord agent) {
    return Optional.ofNullable(agent.getCheck())
        .map(check -> new Deadline(check.getDeadline(), Timer.DESKTOP_CHECK, agent.getAgentId()));
  }

  /** When the live-voice budget of an answered call runs out, epoch milliseconds. */
  public static long budgetEnd(CallRecord call, JobSettings settings) {
    return call.getGreetingEndedAt() + settings.getLiveVoiceBudgetMs();
  }

  private static Deadline longest(CallRecord call, JobSettings settings) {
    return due(call, Timer.MAX_CALL_TIME, call.getAnsweredAt() + settings.getMaxCallTimeMs());
  }

  private static Deadline due(CallRecord call, Timer timer, long at) {
    return new Deadline(at, timer, call.getCallId());
  }

  private static Deadline earlier(Deadline one, Deadline other) {
    return one.compareTo(other) <= 0 ? one : other;
  }

  @Override
  public int compareTo(Deadline other) {
    return ORDER.compare(this, other);
  }
}

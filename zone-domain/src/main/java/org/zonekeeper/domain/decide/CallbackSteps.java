package org.zonekeeper.domain.decide;

import java.time.LocalDateTime;
import java.util.Optional;
import org.zonekeeper.schemas.common.CallbackRules;
import org.zonekeeper.schemas.common.CallbackStanding;
import org.zonekeeper.schemas.common.CallbackType;
import org.zonekeeper.schemas.common.ContactReturnGrounds;
import org.zonekeeper.schemas.journal.CallbackClosed;
import org.zonekeeper.schemas.journal.CallbackDue;
import org.zonekeeper.schemas.journal.CallbackEndGrounds;
import org.zonekeeper.schemas.journal.CallbackPostponeGrounds;
import org.zonekeeper.schemas.journal.CallbackPostponed;
import org.zonekeeper.schemas.state.CallRecord;
import org.zonekeeper.schemas.state.CallbackRecord;

/**
 * Steps of a callback's life (F27): it falls due, a try of it ends, its window goes by. A callback
 * that was in an agent's hand is done, or due again. Stateless.
 */
final class CallbackSteps {
  /** A window is never shorter than this, or nobody could take the callback. */
  private static final long LEAST_WINDOW_MILLIS = 60_000;

  private CallbackSteps() {}

  /** Its time has come. Nobody is called when nobody may be. */
  static void due(CallbackRecord callback, Decision draft) {
    if (hours(callback).areOpen(draft.now())) {
      draft.add(
          new CallbackDue(
              callback.getCallbackId(),
              callback.getType(),
              callback.getContact(),
              callback.getAgentId(),
              callback.getDueAt(),
              callback.getExpiresAt()));
    } else {
      long opening = hours(callback).openFrom(draft.now());
      postponed(callback, CallbackPostponeGrounds.LEGAL_HOURS, opening, callback.getTries(), draft);
    }
  }

  /** Nobody took it in its window. In a zone that is down nobody could, so it waits on. */
  static void missed(CallbackRecord callback, Decision draft) {
    if (ZoneShutdown.isUnderWay(draft)) {
      long later = draft.now() + callback.getRules().getRetryMs();
      postponed(callback, CallbackPostponeGrounds.ZONE_DOWN, later, callback.getTries(), draft);
      return;
    }
    switch (callback.getRules().getMissed()) {
      case RETRY -> again(callback, CallbackPostponeGrounds.MISSED, draft);
      case NEXT_DAY -> {
        int tries = callback.getTries() + 1;
        if (tries < callback.getRules().getMaxTries()) {
          postponed(
              callback, CallbackPostponeGrounds.MISSED, nextDay(callback, draft), tries, draft);
        } else {
          closed(callback, CallbackEndGrounds.EXPIRED, tries, draft);
        }
      }
      case CLOSE, UNKNOWN ->
          closed(callback, CallbackEndGrounds.EXPIRED, callback.getTries(), draft);
    }
  }

  /** The same local time on the next day on which it is still to come. */
  private static long nextDay(CallbackRecord callback, Decision draft) {
    CallingHours hours = hours(callback);
    LocalDateTime wanted = hours.localAt(callback.getDueAt());
    LocalDateTime day = hours.localAt(draft.now()).toLocalDate().atTime(wanted.toLocalTime());
    return hours.at(hours.at(day) > draft.now() ? day : day.plusDays(1));
  }

  /** The call that it became is over: they have talked, or it is tried again. */
  static void callOver(CallRecord call, Decision draft) {
    inHand(call, draft)
        .ifPresent(
            callback -> {
              if (call.getConnectedAt() == null) {
                again(callback, CallbackPostponeGrounds.NOT_REACHED, draft);
              } else {
                closed(callback, CallbackEndGrounds.DONE, callback.getTries() + 1, draft);
              }
            });
  }

  /** The agent who looked at it does not dial it. */
  static void returned(CallRecord call, ContactReturnGrounds grounds, Decision draft) {
    inHand(call, draft)
        .ifPresent(
            callback -> {
              switch (grounds) {
                case CANCELLED, DO_NOT_CALL ->
                    closed(callback, CallbackEndGrounds.CANCELLED, callback.getTries(), draft);
                case RESCHEDULED ->
                    closed(callback, CallbackEndGrounds.REPLACED, callback.getTries(), draft);
                case REJECTED -> again(callback, CallbackPostponeGrounds.REJECTED, draft);
                case TIME_LIMIT -> again(callback, CallbackPostponeGrounds.TIME_LIMIT, draft);
                case AGENT_GONE -> again(callback, CallbackPostponeGrounds.AGENT_GONE, draft);
                case JOB_NOT_DIALLING ->
                    again(callback, CallbackPostponeGrounds.JOB_NOT_DIALLING, draft);
                case ZONE_DOWN -> again(callback, CallbackPostponeGrounds.ZONE_DOWN, draft);
                case NO_AGENT, OTHER -> again(callback, CallbackPostponeGrounds.OTHER, draft);
              }
            });
  }

  /** The platform may not dial the contact any more. */
  static void withdrawn(CallRecord call, Decision draft) {
    inHand(call, draft)
        .ifPresent(
            callback ->
                closed(callback, CallbackEndGrounds.CONTACT_WITHDRAWN, callback.getTries(), draft));
  }

  /** F27: the platform had lost it, so it is offered once more. */
  static void lostByPlatform(CallRecord call, Decision draft) {
    inHand(call, draft)
        .ifPresent(callback -> again(callback, CallbackPostponeGrounds.PLATFORM_LOST_IT, draft));
  }

  private static void again(
      CallbackRecord callback, CallbackPostponeGrounds grounds, Decision draft) {
    int tries = callback.getTries() + (isTry(grounds) ? 1 : 0);
    if (tries >= callback.getRules().getMaxTries()) {
      closed(callback, CallbackEndGrounds.EXPIRED, tries, draft);
    } else {
      long from = waits(callback, grounds) ? callback.getRules().getRetryMs() : 0;
      postponed(callback, grounds, draft.now() + from, tries, draft);
    }
  }

  /** Whether somebody could have called, and so one of the tries is used up. */
  private static boolean isTry(CallbackPostponeGrounds grounds) {
    return switch (grounds) {
      case NOT_REACHED, REJECTED, TIME_LIMIT, MISSED -> true;
      case AGENT_GONE,
          JOB_NOT_DIALLING,
          PLATFORM_LOST_IT,
          LEGAL_HOURS,
          SUPERVISOR,
          ZONE_DOWN,
          OTHER ->
          false;
    };
  }

  /** What one agent does not want another may take at once, if others may. */
  private static boolean waits(CallbackRecord callback, CallbackPostponeGrounds grounds) {
    return switch (grounds) {
      case NOT_REACHED, TIME_LIMIT, MISSED -> true;
      case REJECTED -> callback.getType() == CallbackType.STRICT_AGENT;
      case AGENT_GONE,
          JOB_NOT_DIALLING,
          PLATFORM_LOST_IT,
          LEGAL_HOURS,
          SUPERVISOR,
          ZONE_DOWN,
          OTHER ->
          false;
    };
  }

  /** Due at that time, or when people may be called next. */
  static void postponed(
      CallbackRecord callback,
      CallbackPostponeGrounds grounds,
      long from,
      int tries,
      Decision draft) {
    CallingHours hours = hours(callback);
    long dueAt = hours.openFrom(from);
    draft.add(
        new CallbackPostponed(
            callback.getCallbackId(),
            callback.getContact(),
            holder(callback, draft),
            grounds,
            hours.localAt(dueAt).toString(),
            dueAt,
            Math.max(
                callback.getExpiresAt(),
                expiry(callback.getType(), dueAt, callback.getRules(), hours)),
            tries));
  }

  /** Who had it in hand, or is to call. */
  private static String holder(CallbackRecord callback, Decision draft) {
    return callback.getStanding() == CallbackStanding.OFFERED
        ? draft.zone().call(callback.getCallId()).map(CallRecord::getAgentId).orElse(null)
        : callback.getAgentId();
  }

  static void closed(
      CallbackRecord callback, CallbackEndGrounds grounds, int tries, Decision draft) {
    draft.add(
        new CallbackClosed(
            callback.getCallbackId(),
            callback.getJobId(),
            callback.getCampaign(),
            callback.getContact(),
            callback.getAgentId(),
            grounds,
            callback.getCallId(),
            tries));
  }

  /** Until when a callback is offered that is due then; epoch milliseconds. */
  static long expiry(CallbackType type, long dueAt, CallbackRules rules, CallingHours hours) {
    long end =
        type == CallbackType.STRICT_AGENT
            ? Math.min(dueAt + rules.getWindowMs(), hours.closing(dueAt))
            : hours.closing(dueAt);
    return Math.max(end, dueAt + LEAST_WINDOW_MILLIS);
  }

  static CallingHours hours(CallbackRecord callback) {
    return CallingHours.of(callback.getTimeZone(), callback.getRules());
  }

  /** The callback that the call is a try of, as long as it is that. */
  static Optional<CallbackRecord> inHand(CallRecord call, Decision draft) {
    return Optional.ofNullable(call.getCallbackId())
        .flatMap(draft.zone()::callback)
        .filter(callback -> callback.getStanding() == CallbackStanding.OFFERED)
        .filter(callback -> call.getCallId().equals(callback.getCallId()));
  }
}

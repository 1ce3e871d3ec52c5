package org.zonekeeper.gateway.journal;

import org.zonekeeper.gateway.protocol.Notification;
import org.zonekeeper.gateway.protocol.NotificationType;
import org.zonekeeper.schemas.journal.CallbackClosed;
import org.zonekeeper.schemas.journal.CallbackDue;
import org.zonekeeper.schemas.journal.CallbackEndGrounds;
import org.zonekeeper.schemas.journal.CallbackPostponed;
import org.zonekeeper.schemas.journal.CallbackReassigned;
import org.zonekeeper.schemas.journal.CallbackScheduled;

/** What an agent is told of callbacks. Stateless; any thread. */
final class CallbackNotices {
  private CallbackNotices() {}

  static Notification scheduled(CallbackScheduled e) {
    return EventMapping.plain(NotificationType.AGT_CALLBACK_SCHEDULED)
        .with("call", e.getCallId())
        .with("callback", e.getCallbackId())
        .with("callbackType", e.getType())
        .with("contact", e.getContact())
        .with("forAgent", e.getAgentId())
        .with("localTime", e.getLocalTime())
        .with("timeZone", e.getTimeZone())
        .with("dueAt", e.getDueAt())
        .with("expiresAt", e.getExpiresAt());
  }

  static Notification due(CallbackDue e) {
    return EventMapping.plain(NotificationType.AGT_PREVIEW_CALLBACK_PENDING)
        .with("callback", e.getCallbackId())
        .with("callbackType", e.getType())
        .with("contact", e.getContact())
        .with("dueAt", e.getDueAt())
        .with("expiresAt", e.getExpiresAt());
  }

  static Notification postponed(CallbackPostponed e) {
    return cancelled(
        e.getCallbackId(),
        e.getContact(),
        e.getGrounds(),
        "the callback is due at %s, local time".formatted(e.getLocalTime()));
  }

  static Notification reassigned(CallbackReassigned e) {
    return cancelled(
        e.getCallbackId(), e.getContact(), e.getGrounds(), "somebody else is to call back");
  }

  static Notification closed(CallbackClosed e) {
    return cancelled(
        e.getCallbackId(), e.getContact(), e.getGrounds(), "there is nobody to call back any more");
  }

  /** Whoever talked with the contact knows. */
  static boolean isNews(CallbackClosed e) {
    return e.getGrounds() != CallbackEndGrounds.DONE
        && e.getGrounds() != CallbackEndGrounds.REPLACED;
  }

  private static Notification cancelled(
      String callbackId, String contact, Enum<?> grounds, String text) {
    return EventMapping.plain(NotificationType.AGT_PREVIEW_CALLBACK_CANCELLED)
        .with("callback", callbackId)
        .with("contact", contact)
        .with("grounds", grounds)
        .with("text", text);
  }
}

package org.zonekeeper.gateway.journal;

import java.util.Optional;
import org.zonekeeper.gateway.protocol.Notification;
import org.zonekeeper.gateway.protocol.NotificationType;
import org.zonekeeper.schemas.common.ContactReturnGrounds;
import org.zonekeeper.schemas.journal.AgentDialFailed;
import org.zonekeeper.schemas.journal.ContactDialled;
import org.zonekeeper.schemas.journal.ContactOffered;
import org.zonekeeper.schemas.journal.ContactReturned;
import org.zonekeeper.schemas.journal.PreviewWithdrawn;

/** What an agent is told of contacts to look at and to dial. Stateless; any thread. */
final class DialNotices {
  private DialNotices() {}

  static Notification offered(ContactOffered e) {
    return EventMapping.plain(NotificationType.AGT_CALL_NOTIFY)
        .with("call", e.getCallId())
        .with("job", e.getJobId())
        .with("campaign", e.getCampaign())
        .with("contact", e.getContact())
        .with("contactType", e.getPacing())
        .with("numbers", e.getNumberKinds())
        .with("deadline", e.getDeadline())
        .with("timed", e.getTimed())
        .with("canCancel", e.getCancellable())
        .with("redialsLeft", e.getRedialsLeft())
        .with("callback", e.getCallbackId());
  }

  static Notification dialled(ContactDialled e) {
    return EventMapping.plain(NotificationType.AGT_CONTACT_DIALLED)
        .with("call", e.getCallId())
        .with("number", e.getNumberKind())
        .with("contactType", e.getPacing())
        .with("grounds", e.getGrounds())
        .with("redialOf", e.getRedialOf())
        .with("redialsLeft", e.getRedialsLeft());
  }

  static Notification failed(AgentDialFailed e) {
    return EventMapping.plain(NotificationType.AGT_DIAL_FAILED)
        .with("call", e.getCallId())
        .with("reason", e.getReasonCode())
        .with("text", e.getText());
  }

  /** Whoever ended it by a command has the answer to that. */
  static Optional<Notification> returned(ContactReturned e) {
    boolean asked =
        e.getGrounds() == ContactReturnGrounds.REJECTED
            || e.getGrounds() == ContactReturnGrounds.CANCELLED
            || e.getGrounds() == ContactReturnGrounds.RESCHEDULED;
    return asked
        ? Optional.empty()
        : Optional.of(
            EventMapping.plain(NotificationType.AGT_PREVIEW_WITHDRAWN)
                .with("call", e.getCallId())
                .with("grounds", e.getGrounds())
                .with("text", text(e.getGrounds())));
  }

  static Notification withdrawn(PreviewWithdrawn e) {
    return EventMapping.plain(NotificationType.AGT_PREVIEW_WITHDRAWN)
        .with("call", e.getCallId())
        .with("grounds", ContactReturnGrounds.OTHER)
        .with("text", e.getText());
  }

  private static String text(ContactReturnGrounds grounds) {
    return switch (grounds) {
      case TIME_LIMIT -> "the time for a decision is over; the contact goes back to the list";
      case JOB_NOT_DIALLING -> "the job does not dial; the contact goes back to the list";
      case ZONE_DOWN -> "the zone is taken down; the contact goes back to the list";
      case AGENT_GONE -> "you were logged off; the contact goes back to the list";
      case DO_NOT_CALL -> "the contact is not to be called any more";
      case REJECTED, CANCELLED, NO_AGENT, RESCHEDULED, OTHER -> "the contact goes back to the list";
    };
  }
}

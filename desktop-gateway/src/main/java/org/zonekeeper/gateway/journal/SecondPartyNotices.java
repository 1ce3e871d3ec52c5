package org.zonekeeper.gateway.journal;

import java.util.ArrayList;
import java.util.List;
import org.zonekeeper.gateway.journal.EventMapping.AgentNotice;
import org.zonekeeper.gateway.protocol.Notification;
import org.zonekeeper.gateway.protocol.Notification.Place;
import org.zonekeeper.gateway.protocol.NotificationType;
import org.zonekeeper.schemas.common.ConsultPhase;
import org.zonekeeper.schemas.common.LegJoin;
import org.zonekeeper.schemas.journal.CallTransferred;
import org.zonekeeper.schemas.journal.ConferenceOwnershipChanged;
import org.zonekeeper.schemas.journal.ConferenceStarted;
import org.zonekeeper.schemas.journal.ConsultCancelEnabled;
import org.zonekeeper.schemas.journal.ConsultConnected;
import org.zonekeeper.schemas.journal.ConsultDialled;
import org.zonekeeper.schemas.journal.ConsultEndGrounds;
import org.zonekeeper.schemas.journal.ConsultEnded;
import org.zonekeeper.schemas.journal.ConsultRequested;
import org.zonekeeper.schemas.journal.Journal.Event;
import org.zonekeeper.schemas.journal.LegsNotJoined;

/**
 * What both agents of a call are told of consult, transfer and conference: the owner and, if the
 * second party is an agent, that one. Stateless; desk thread only, for the notes that it reads.
 */
final class SecondPartyNotices {
  private final Place place;
  private final List<AgentNotice> notices = new ArrayList<>();

  private SecondPartyNotices(Place place) {
    this.place = place;
  }

  /** The notices of the event; none if it is about no second party. */
  static List<AgentNotice> of(Event event, Place place, AgentOfCall notes) {
    SecondPartyNotices told = new SecondPartyNotices(place);
    switch (event) {
      case ConsultRequested e -> told.requested(e);
      case ConsultDialled e -> told.dialled(e, notes.of(e.getCallId()));
      case ConsultCancelEnabled e ->
          told.tell(
              e.getAgentId(),
              of(NotificationType.AGT_ENABLE_CANCEL_CONSULT, e.getCallId(), e.getConsultId()));
      case ConsultConnected e ->
          told.both(
              e.getAgentId(),
              e.getSecondAgentId(),
              parties(
                  of(NotificationType.AGT_CONSULT_CONNECTED, e.getCallId(), e.getConsultId()),
                  e.getAgentId(),
                  e.getSecondAgentId(),
                  e.getAddress()));
      case LegsNotJoined e ->
          told.tell(
              e.getAgentId(),
              of(
                      e.getJoin() == LegJoin.CONFERENCE
                          ? NotificationType.AGT_CONFERENCE_FAILED
                          : NotificationType.AGT_TRANSFER_FAILED,
                      e.getCallId(),
                      e.getConsultId())
                  .with("text", e.getText()));
      case ConferenceStarted e ->
          told.both(
              e.getAgentId(),
              e.getSecondAgentId(),
              parties(
                  of(NotificationType.AGT_CONFERENCE_NOTIFY, e.getCallId(), e.getConsultId()),
                  e.getAgentId(),
                  e.getSecondAgentId(),
                  e.getAddress()));
      case ConferenceOwnershipChanged e ->
          told.both(
              e.getAgentId(),
              e.getSecondAgentId(),
              of(NotificationType.AGT_CONFERENCE_OWNERSHIP_CHANGED, e.getCallId(), e.getConsultId())
                  .with("owner", e.getAgentId())
                  .with("second", e.getSecondAgentId()));
      case CallTransferred e -> told.transferred(e, notes.of(e.getCallId()));
      case ConsultEnded e -> told.ended(e);
      default -> {
        // About no second party.
      }
    }
    return told.notices;
  }

  private void requested(ConsultRequested e) {
    if (e.getWaits()) {
      tell(
          e.getSecondAgentId(),
          of(NotificationType.AGT_CONSULT_PENDING, e.getCallId(), e.getConsultId())
              .with("from", e.getAgentId()));
    }
  }

  private void dialled(ConsultDialled e, AgentOfCall.Note note) {
    if (e.getWaited()) {
      tell(
          e.getSecondAgentId(),
          of(NotificationType.AGT_PENDING_CONSULT_COMPLETE, e.getCallId(), e.getConsultId())
              .with("from", e.getAgentId()));
    }
    tell(
        e.getSecondAgentId(),
        of(NotificationType.AGT_CONSULT_NOTIFY, e.getCallId(), e.getConsultId())
            .with("from", e.getAgentId())
            .with("campaign", note.campaign().orElse(null))
            .with("contact", note.contact().orElse(null))
            .with("blindTransfer", e.getJoin() == LegJoin.TRANSFER));
  }

  private void transferred(CallTransferred e, AgentOfCall.Note note) {
    Notification moved =
        of(NotificationType.AGT_TRANSFER_NOTIFY, e.getCallId(), e.getConsultId())
            .with("from", e.getAgentId())
            .with("to", e.getSecondAgentId())
            .with("number", number(e.getSecondAgentId(), e.getAddress()))
            .with("grounds", e.getGrounds())
            .with("campaign", note.campaign().orElse(null))
            .with("contact", note.contact().orElse(null));
    boolean codeIsOpen = e.getCompletionCode() == null;
    tell(e.getAgentId(), moved.with("canDispose", codeIsOpen && e.getSecondAgentId() == null));
    tell(e.getSecondAgentId(), moved.with("canDispose", codeIsOpen));
  }

  private void ended(ConsultEnded e) {
    if (e.getPhase() == ConsultPhase.CONFERENCE
        || e.getPhase() == ConsultPhase.LEAVING_CONFERENCE) {
      both(e.getAgentId(), e.getSecondAgentId(), end(NotificationType.AGT_CONFERENCE_ENDED, e));
      return;
    }
    if (isDialled(e)) {
      tell(
          e.getAgentId(),
          of(NotificationType.AGT_CONSULT_DIAL_FAILED, e.getCallId(), e.getConsultId())
              .with("reason", e.getText()));
    } else {
      tell(e.getAgentId(), end(NotificationType.AGT_CONSULT_ENDED, e));
    }
    if (e.getGrounds() == ConsultEndGrounds.SECOND_LEFT) {
      tell(e.getSecondAgentId(), end(NotificationType.AGT_CONSULT_ENDED, e));
    } else {
      tell(e.getSecondAgentId(), end(NotificationType.AGT_CONSULT_CANCELLED, e));
    }
  }

  /** Whether the second party was never reached, and that is why it ended. */
  private static boolean isDialled(ConsultEnded e) {
    boolean notYet =
        switch (e.getPhase()) {
          case PENDING, DIALLING, BLIND_DIALLING -> true;
          case ACTIVE, TRANSFERRING, STARTING_CONFERENCE, CONFERENCE, LEAVING_CONFERENCE, UNKNOWN ->
              false;
        };
    return notYet
        && (e.getGrounds() == ConsultEndGrounds.NOT_REACHED
            || e.getGrounds() == ConsultEndGrounds.SECOND_GONE);
  }

  private static Notification end(NotificationType type, ConsultEnded e) {
    return of(type, e.getCallId(), e.getConsultId())
        .with("grounds", e.getGrounds())
        .with("text", e.getText());
  }

  private static Notification parties(
      Notification notification, String owner, String second, String address) {
    return notification
        .with("owner", owner)
        .with("second", second)
        .with("number", number(second, address));
  }

  private static String number(String second, String address) {
    return second == null ? address : null;
  }

  private static Notification of(NotificationType type, String callId, String consultId) {
    return EventMapping.plain(type).with("call", callId).with("consult", consultId);
  }

  private void both(String owner, String second, Notification notification) {
    tell(owner, notification);
    tell(second, notification);
  }

  private void tell(String agentId, Notification notification) {
    if (agentId != null) {
      notices.add(EventMapping.notice(agentId, place, notification));
    }
  }
}

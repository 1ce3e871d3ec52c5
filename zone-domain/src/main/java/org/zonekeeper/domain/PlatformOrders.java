package org.zonekeeper.domain;

import java.util.Optional;
import org.zonekeeper.domain.state.ZoneView;
import org.zonekeeper.schemas.common.ConsultPhase;
import org.zonekeeper.schemas.common.DialGrounds;
import org.zonekeeper.schemas.common.LegJoin;
import org.zonekeeper.schemas.common.NailupState;
import org.zonekeeper.schemas.common.PacingMode;
import org.zonekeeper.schemas.journal.AgentBlendedToInbound;
import org.zonekeeper.schemas.journal.AgentLoggedOff;
import org.zonekeeper.schemas.journal.AgentNailupChanged;
import org.zonekeeper.schemas.journal.CallAssigned;
import org.zonekeeper.schemas.journal.CallHeld;
import org.zonekeeper.schemas.journal.CallMarkedNuisance;
import org.zonekeeper.schemas.journal.CallReleased;
import org.zonekeeper.schemas.journal.CallStatusRequested;
import org.zonekeeper.schemas.journal.CallTransferred;
import org.zonekeeper.schemas.journal.CallUnassigned;
import org.zonekeeper.schemas.journal.CallUnheld;
import org.zonekeeper.schemas.journal.CallbackClosed;
import org.zonekeeper.schemas.journal.CallbackScheduled;
import org.zonekeeper.schemas.journal.ConferenceOwnershipChanged;
import org.zonekeeper.schemas.journal.ConsultDialled;
import org.zonekeeper.schemas.journal.ConsultEnded;
import org.zonekeeper.schemas.journal.ContactDialled;
import org.zonekeeper.schemas.journal.ContactOffered;
import org.zonekeeper.schemas.journal.ContactReturned;
import org.zonekeeper.schemas.journal.DiallingAuthorised;
import org.zonekeeper.schemas.journal.DoNotCallAdded;
import org.zonekeeper.schemas.journal.EventHeader;
import org.zonekeeper.schemas.journal.InboundEndRequested;
import org.zonekeeper.schemas.journal.InboundStatusRequested;
import org.zonekeeper.schemas.journal.Journal.Event;
import org.zonekeeper.schemas.journal.LegsJoinRequested;
import org.zonekeeper.schemas.journal.TransferGrounds;
import org.zonekeeper.schemas.journal.UnknownCallAnswered;
import org.zonekeeper.schemas.order.AuthoriseDialling;
import org.zonekeeper.schemas.order.BeginInboundWork;
import org.zonekeeper.schemas.order.BridgeAgent;
import org.zonekeeper.schemas.order.ChangeOwner;
import org.zonekeeper.schemas.order.DialContact;
import org.zonekeeper.schemas.order.DialLeg;
import org.zonekeeper.schemas.order.DropNailup;
import org.zonekeeper.schemas.order.EndInboundWork;
import org.zonekeeper.schemas.order.HoldLine;
import org.zonekeeper.schemas.order.JoinLegs;
import org.zonekeeper.schemas.order.NailUpAgent;
import org.zonekeeper.schemas.order.OrderHeader;
import org.zonekeeper.schemas.order.Orders.Order;
import org.zonekeeper.schemas.order.PlayNuisanceMessage;
import org.zonekeeper.schemas.order.ReleaseCall;
import org.zonekeeper.schemas.order.ReleaseLeg;
import org.zonekeeper.schemas.order.RequestCallStatus;
import org.zonekeeper.schemas.order.RequestInboundStatus;
import org.zonekeeper.schemas.order.ReserveContact;
import org.zonekeeper.schemas.order.ReserveContacts;
import org.zonekeeper.schemas.order.ResumeContact;
import org.zonekeeper.schemas.order.ReturnContact;
import org.zonekeeper.schemas.order.StopCallingContact;
import org.zonekeeper.schemas.order.SuspendContact;
import org.zonekeeper.schemas.order.UnholdLine;
import org.zonekeeper.schemas.state.CallPhase;

/**
 * Speaks events to the platform: an order is an event said aloud, at most one for each event, under
 * an id made of the event's zone and sequence.
 */
public final class PlatformOrders {
  private PlatformOrders() {}

  /**
   * The order that the event gives, if it gives one.
   *
   * @param zone the zone with the event applied
   */
  public static Optional<Order> orderFor(Event event, ZoneView zone) {
    return switch (event) {
      case DiallingAuthorised e ->
          e.getPacing() == PacingMode.PREVIEW || e.getPacing() == PacingMode.MANUAL
              ? Optional.of(
                  new ReserveContacts(
                      header(event),
                      e.getAuthorisationId(),
                      e.getJobId(),
                      e.getCampaign(),
                      e.getCount(),
                      e.getValidUntil()))
              : Optional.of(
                  new AuthoriseDialling(
                      header(event),
                      e.getAuthorisationId(),
                      e.getJobId(),
                      e.getCampaign(),
                      e.getCount(),
                      e.getValidUntil(),
                      e.getRingTimeoutMs()));
      case ContactOffered e ->
          e.getCallbackId() == null
              ? Optional.empty()
              : Optional.of(
                  new ReserveContact(
                      header(event),
                      e.getCallId(),
                      e.getJobId(),
                      e.getCampaign(),
                      e.getContact(),
                      e.getAgentId()));
      case CallbackScheduled e ->
          Optional.of(
              new SuspendContact(
                  header(event), e.getCallbackId(), e.getJobId(), e.getCampaign(), e.getContact()));
      case CallbackClosed e ->
          Optional.of(
              new ResumeContact(
                  header(event), e.getCallbackId(), e.getJobId(), e.getCampaign(), e.getContact()));
      case DoNotCallAdded e ->
          Optional.of(
              new StopCallingContact(
                  header(event),
                  e.getCallId(),
                  e.getJobId(),
                  e.getCampaign(),
                  e.getContact(),
                  e.getAllNumbers(),
                  e.getNumbers()));
      case ContactDialled e ->
          e.getGrounds() == DialGrounds.ORIGINATED
              // Said with the number, which the event has not.
              ? Optional.empty()
              : Optional.of(
                  new DialContact(
                      header(event),
                      e.getCallId(),
                      e.getJobId(),
                      e.getCampaign(),
                      e.getContact(),
                      e.getAuthorisationId(),
                      e.getAgentId(),
                      e.getExtension(),
                      e.getNumberKind(),
                      e.getPacing() == PacingMode.PREVIEW,
                      e.getRingTimeoutMs(),
                      e.getValidUntil()));
      case ContactReturned e ->
          Optional.of(
              new ReturnContact(
                  header(event),
                  e.getCallId(),
                  e.getJobId(),
                  e.getContact(),
                  e.getAgentId(),
                  e.getGrounds()));
      case CallAssigned e ->
          Optional.of(
              new BridgeAgent(header(event), e.getCallId(), e.getAgentId(), e.getExtension()));
      case CallMarkedNuisance e -> nuisanceMessage(event, e.getCallId(), zone);
      case CallUnassigned e -> nuisanceMessage(event, e.getCallId(), zone);
      case UnknownCallAnswered e ->
          Optional.of(new PlayNuisanceMessage(header(event), e.getCallId(), e.getCause()));
      case CallReleased e -> Optional.of(new ReleaseCall(header(event), e.getCallId()));
      case CallHeld e -> Optional.of(new HoldLine(header(event), e.getCallId()));
      case CallUnheld e -> Optional.of(new UnholdLine(header(event), e.getCallId()));
      case ConsultDialled e ->
          Optional.of(
              new DialLeg(
                  header(event),
                  e.getCallId(),
                  e.getConsultId(),
                  e.getSecondAgentId(),
                  e.getAddress(),
                  e.getJoin(),
                  e.getRingTimeoutMs(),
                  e.getValidUntil()));
      case LegsJoinRequested e ->
          Optional.of(new JoinLegs(header(event), e.getCallId(), e.getConsultId(), e.getJoin()));
      case ConferenceOwnershipChanged e ->
          Optional.of(
              new ChangeOwner(header(event), e.getCallId(), e.getConsultId(), e.getAgentId()));
      case CallTransferred e ->
          e.getGrounds() == TransferGrounds.REQUESTED
              ? Optional.empty()
              : Optional.of(
                  new JoinLegs(header(event), e.getCallId(), e.getConsultId(), LegJoin.TRANSFER));
      case ConsultEnded e ->
          e.getPhase() == ConsultPhase.PENDING
              ? Optional.empty()
              : Optional.of(new ReleaseLeg(header(event), e.getCallId(), e.getConsultId()));
      case AgentNailupChanged e -> nailUp(event, e);
      case AgentBlendedToInbound e ->
          Optional.of(
              new BeginInboundWork(
                  header(event), e.getAgentId(), e.getExtension(), e.getWorkId(), e.getSkills()));
      case InboundEndRequested e ->
          Optional.of(new EndInboundWork(header(event), e.getAgentId(), e.getWorkId()));
      case InboundStatusRequested e ->
          Optional.of(new RequestInboundStatus(header(event), e.getAgentId(), e.getWorkId()));
      case AgentLoggedOff e -> Optional.of(new DropNailup(header(event), e.getAgentId()));
      case CallStatusRequested e ->
          e.getCalls().isEmpty()
              ? Optional.empty()
              : Optional.of(new RequestCallStatus(header(event), e.getRequestId(), e.getCalls()));
      default -> Optional.empty();
    };
  }

  private static Optional<Order> nailUp(Event event, AgentNailupChanged e) {
    return e.getNailup() == NailupState.PENDING_NAILUP
        ? Optional.of(new NailUpAgent(header(event), e.getAgentId(), e.getExtension()))
        : Optional.empty();
  }

  /**
   * Only a live line without an agent can hear the message: of a conversation only if it is marked
   * because the platform has nobody on it.
   */
  private static Optional<Order> nuisanceMessage(Event event, String callId, ZoneView zone) {
    return zone.call(callId)
        .filter(
            call ->
                call.getPhase() == CallPhase.NUISANCE
                    || (call.getPhase() == CallPhase.CONNECTED
                        && event instanceof CallMarkedNuisance))
        .filter(call -> call.getDisconnectedAt() == null)
        .map(call -> new PlayNuisanceMessage(header(event), callId, call.getNuisance()));
  }

  static OrderHeader header(Event event) {
    EventHeader of = event.getHeader();
    return new OrderHeader(
        of.getZone() + "-" + of.getSequence(), of.getZone(), of.getEpoch(), of.getAt());
  }
}

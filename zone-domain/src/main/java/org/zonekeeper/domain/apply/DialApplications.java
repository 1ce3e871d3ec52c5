package org.zonekeeper.domain.apply;

import java.util.function.UnaryOperator;
import org.zonekeeper.domain.state.ZoneState;
import org.zonekeeper.schemas.ReturnedContact;
import org.zonekeeper.schemas.common.DialGrounds;
import org.zonekeeper.schemas.journal.AgentDialFailed;
import org.zonekeeper.schemas.journal.CallAttempted;
import org.zonekeeper.schemas.journal.ContactDialled;
import org.zonekeeper.schemas.journal.ContactOffered;
import org.zonekeeper.schemas.journal.ContactReturned;
import org.zonekeeper.schemas.journal.EventHeader;
import org.zonekeeper.schemas.journal.PreviewWithdrawn;
import org.zonekeeper.schemas.state.AgentDial;
import org.zonekeeper.schemas.state.AgentDialPhase;
import org.zonekeeper.schemas.state.CallPhase;
import org.zonekeeper.schemas.state.CallRecord;
import org.zonekeeper.schemas.state.EndedCall;

/** Applications of events about contacts that agents look at and dial. */
final class DialApplications {
  private DialApplications() {}

  static void offered(ZoneState state, ContactOffered e) {
    state.putCall(
        CallRecord.newBuilder()
            .setCallId(e.getCallId())
            .setJobId(e.getJobId())
            .setCampaign(e.getCampaign())
            .setContact(e.getContact())
            .setAuthorisationId(e.getAuthorisationId())
            .setPhase(CallPhase.ATTEMPTING)
            .setAttemptedAt(e.getHeader().getAt())
            .setSince(e.getHeader().getAt())
            .setAgentId(e.getAgentId())
            .setCallbackId(e.getCallbackId())
            .setDial(
                AgentDial.newBuilder()
                    .setPacing(e.getPacing())
                    .setPhase(AgentDialPhase.OFFERED)
                    .setNumberKinds(e.getNumberKinds())
                    .setDeadline(e.getDeadline())
                    .setTimed(e.getTimed())
                    .setCancellable(e.getCancellable())
                    .setRedialsLeft(e.getRedialsLeft())
                    .setSince(e.getHeader().getAt())
                    .build())
            .build());
    JobApplications.useAuthorisation(state, e.getJobId(), e.getAuthorisationId());
  }

  /** A contact that is dialled again is a call of its own; so is a number that was keyed in. */
  static void dialled(ZoneState state, ContactDialled e) {
    if (state.call(e.getCallId()).isEmpty()) {
      state.putCall(again(e));
      if (e.getCallbackId() != null) {
        state.changeCallback(e.getCallbackId(), callback -> callback.setCallId(e.getCallId()));
      }
    }
    state.changeCall(
        e.getCallId(),
        call -> {
          call.setAuthorisationId(e.getAuthorisationId());
          change(
              call, e.getHeader(), AgentDialPhase.ORDERED, d -> d.setValidUntil(e.getValidUntil()));
        });
  }

  private static CallRecord again(ContactDialled e) {
    return CallRecord.newBuilder()
        .setCallId(e.getCallId())
        .setJobId(e.getJobId())
        .setCampaign(e.getCampaign())
        .setContact(e.getContact())
        .setAuthorisationId(e.getAuthorisationId())
        .setPhase(CallPhase.ATTEMPTING)
        .setAttemptedAt(e.getHeader().getAt())
        .setSince(e.getHeader().getAt())
        .setAgentId(e.getAgentId())
        .setCallbackId(e.getCallbackId())
        .setDial(
            AgentDial.newBuilder()
                .setPacing(e.getPacing())
                .setPhase(AgentDialPhase.ORDERED)
                .setNumberKinds(e.getNumberKinds())
                .setRedialsLeft(e.getRedialsLeft())
                .setSince(e.getHeader().getAt())
                .setOriginated(e.getGrounds() == DialGrounds.ORIGINATED)
                .build())
        .build();
  }

  /** The attempt of a call that the zone has: its agent dials it. */
  static void attempted(ZoneState state, CallAttempted e) {
    state.changeCall(
        e.getCallId(),
        call -> {
          call.setAttemptedAt(e.getAttemptedAt());
          change(call, e.getHeader(), AgentDialPhase.DIALLED, dial -> dial);
        });
  }

  /** A contact that the agent cancelled or put off is wrapped up. */
  static void returned(ZoneState state, ContactReturned e) {
    if (ReturnedContact.isWrappedUp(e.getGrounds())) {
      state.changeCall(e.getCallId(), call -> call.setDial(null));
    } else {
      forget(state, e.getCallId(), e.getHeader());
    }
  }

  static void withdrawn(ZoneState state, PreviewWithdrawn e) {
    forget(state, e.getCallId(), e.getHeader());
  }

  static void failed(ZoneState state, AgentDialFailed e) {
    state.changeCall(
        e.getCallId(), call -> change(call, e.getHeader(), AgentDialPhase.OVER, dial -> dial));
  }

  private static void forget(ZoneState state, String callId, EventHeader header) {
    if (state.call(callId).isPresent()) {
      state.removeCall(callId);
      state.putEndedCall(new EndedCall(callId, header.getAt()));
    }
  }

  private static void change(
      CallRecord call,
      EventHeader header,
      AgentDialPhase phase,
      UnaryOperator<AgentDial.Builder> by) {
    if (call.getDial() != null) {
      AgentDial.Builder changed = AgentDial.newBuilder(call.getDial());
      call.setDial(by.apply(changed.setPhase(phase).setSince(header.getAt())).build());
    }
  }
}

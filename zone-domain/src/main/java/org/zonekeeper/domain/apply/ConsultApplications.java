package org.zonekeeper.domain.apply;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.zonekeeper.domain.state.ZoneState;
import org.zonekeeper.schemas.common.CallRole;
import org.zonekeeper.schemas.common.CallSegment;
import org.zonekeeper.schemas.common.ConsultPhase;
import org.zonekeeper.schemas.common.LegJoin;
import org.zonekeeper.schemas.common.SegmentEnd;
import org.zonekeeper.schemas.journal.CallTransferred;
import org.zonekeeper.schemas.journal.ConferenceOwnershipChanged;
import org.zonekeeper.schemas.journal.ConferenceStarted;
import org.zonekeeper.schemas.journal.ConsultCancelEnabled;
import org.zonekeeper.schemas.journal.ConsultConnected;
import org.zonekeeper.schemas.journal.ConsultDialled;
import org.zonekeeper.schemas.journal.ConsultEnded;
import org.zonekeeper.schemas.journal.ConsultRequested;
import org.zonekeeper.schemas.journal.LegsJoinRequested;
import org.zonekeeper.schemas.journal.LegsNotJoined;
import org.zonekeeper.schemas.state.CallRecord;
import org.zonekeeper.schemas.state.Consult;

/** Applications of events about a call's second party, and of who has the call. */
final class ConsultApplications {
  private ConsultApplications() {}

  static void requested(ZoneState state, ConsultRequested e) {
    state.changeCall(
        e.getCallId(),
        call ->
            call.setConsult(
                Consult.newBuilder()
                    .setConsultId(e.getConsultId())
                    .setPhase(ConsultPhase.PENDING)
                    .setSecondAgentId(e.getSecondAgentId())
                    .setAddress(e.getAddress())
                    .setSince(e.getHeader().getAt())
                    .build()));
  }

  static void dialled(ZoneState state, ConsultDialled e) {
    state.changeCall(
        e.getCallId(),
        call -> {
          ConsultPhase phase =
              e.getJoin() == LegJoin.TRANSFER ? ConsultPhase.BLIND_DIALLING : ConsultPhase.DIALLING;
          enter(call, phase, e.getHeader().getAt());
          change(call, consult -> consult.setStatusRequestId(call.getStatusRequestId()));
          call.setHeldBySystem(true);
        });
  }

  static void cancelEnabled(ZoneState state, ConsultCancelEnabled e) {
    state.changeCall(e.getCallId(), call -> change(call, consult -> consult.setCancellable(true)));
  }

  static void connected(ZoneState state, ConsultConnected e) {
    state.changeCall(
        e.getCallId(),
        call -> {
          enter(call, ConsultPhase.ACTIVE, e.getHeader().getAt());
          change(call, consult -> consult.setCancellable(true));
          beginWithOwner(call);
          open(call, e.getSecondAgentId(), e.getAddress(), CallRole.SECOND, e.getConnectedAt());
        });
  }

  static void joinRequested(ZoneState state, LegsJoinRequested e) {
    state.changeCall(
        e.getCallId(),
        call ->
            enter(
                call,
                e.getJoin() == LegJoin.CONFERENCE
                    ? ConsultPhase.STARTING_CONFERENCE
                    : call.getConsult().getPhase() == ConsultPhase.CONFERENCE
                        ? ConsultPhase.LEAVING_CONFERENCE
                        : ConsultPhase.TRANSFERRING,
                e.getHeader().getAt()));
  }

  static void notJoined(ZoneState state, LegsNotJoined e) {
    state.changeCall(
        e.getCallId(),
        call ->
            enter(
                call,
                call.getConsult().getPhase() == ConsultPhase.LEAVING_CONFERENCE
                    ? ConsultPhase.CONFERENCE
                    : ConsultPhase.ACTIVE,
                e.getHeader().getAt()));
  }

  static void conferenceStarted(ZoneState state, ConferenceStarted e) {
    state.changeCall(
        e.getCallId(), call -> enter(call, ConsultPhase.CONFERENCE, e.getHeader().getAt()));
  }

  static void ownershipChanged(ZoneState state, ConferenceOwnershipChanged e) {
    long at = e.getHeader().getAt();
    state.changeCall(
        e.getCallId(),
        call -> {
          close(call, CallRole.OWNER, at, SegmentEnd.OWNERSHIP_CHANGED);
          close(call, CallRole.SECOND, at, SegmentEnd.OWNERSHIP_CHANGED);
          open(call, e.getAgentId(), "", CallRole.OWNER, at);
          open(call, e.getSecondAgentId(), "", CallRole.SECOND, at);
          call.setAgentId(e.getAgentId());
          change(
              call,
              consult -> consult.setSecondAgentId(e.getSecondAgentId()).setAddress(e.getAddress()));
        });
  }

  static void transferred(ZoneState state, CallTransferred e) {
    SegmentEnd how =
        switch (e.getGrounds()) {
          case REQUESTED -> SegmentEnd.TRANSFERRED;
          case LINE_LOST -> SegmentEnd.LINE_LOST;
          case LOGGED_OFF -> SegmentEnd.DESKTOP_ERROR;
          case OTHER -> SegmentEnd.OTHER;
        };
    state.changeCall(
        e.getCallId(),
        call -> {
          beginWithOwner(call);
          close(call, CallRole.OWNER, e.getTransferredAt(), how);
          close(call, CallRole.SECOND, e.getTransferredAt(), SegmentEnd.TRANSFERRED);
          call.setConsult(null);
          call.setFixedCompletionCode(e.getCompletionCode());
          if (e.getSecondAgentId() != null) {
            open(call, e.getSecondAgentId(), "", CallRole.OWNER, e.getTransferredAt());
            call.setAgentId(e.getSecondAgentId());
          }
        });
  }

  static void ended(ZoneState state, ConsultEnded e) {
    SegmentEnd how =
        switch (e.getGrounds()) {
          case CANCELLED, SECOND_LEFT, ENDED_BY_OWNER -> SegmentEnd.LEFT;
          case SECOND_GONE -> SegmentEnd.LINE_LOST;
          case CALL_ENDED -> SegmentEnd.CALL_ENDED;
          case NOT_REACHED, OWNER_GONE, OTHER -> SegmentEnd.OTHER;
        };
    state.changeCall(
        e.getCallId(),
        call -> {
          close(call, CallRole.SECOND, e.getHeader().getAt(), how);
          call.setConsult(null);
        });
  }

  private static void enter(CallRecord call, ConsultPhase phase, long at) {
    change(call, consult -> consult.setPhase(phase).setSince(at));
  }

  private static void change(CallRecord call, UnaryOperator<Consult.Builder> by) {
    if (call.getConsult() != null) {
      call.setConsult(by.apply(Consult.newBuilder(call.getConsult())).build());
    }
  }

  /** Segments are kept from the second party on; until then the call's own times say it all. */
  private static void beginWithOwner(CallRecord call) {
    if (call.getSegments().isEmpty() && call.getConnectedAt() != null) {
      open(call, call.getAgentId(), "", CallRole.OWNER, call.getConnectedAt());
    }
  }

  private static void open(
      CallRecord call, String agentId, String address, CallRole role, long from) {
    List<CallSegment> segments = new ArrayList<>(call.getSegments());
    segments.add(
        CallSegment.newBuilder()
            .setAgentId(agentId)
            .setAddress(agentId == null ? address : "")
            .setRole(role)
            .setFrom(from)
            .build());
    call.setSegments(segments);
  }

  private static void close(CallRecord call, CallRole role, long to, SegmentEnd how) {
    call.setSegments(
        call.getSegments().stream()
            .map(
                segment ->
                    segment.getTo() == null && segment.getRole() == role
                        ? CallSegment.newBuilder(segment)
                            .setTo(Math.max(to, segment.getFrom()))
                            .setEndedHow(how)
                            .build()
                        : segment)
            .toList());
  }
}

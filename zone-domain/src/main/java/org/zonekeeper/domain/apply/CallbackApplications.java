package org.zonekeeper.domain.apply;

import java.util.List;
import java.util.stream.Stream;
import org.zonekeeper.domain.state.ZoneState;
import org.zonekeeper.schemas.common.CallbackStanding;
import org.zonekeeper.schemas.common.CallbackType;
import org.zonekeeper.schemas.journal.CallbackClosed;
import org.zonekeeper.schemas.journal.CallbackDue;
import org.zonekeeper.schemas.journal.CallbackOffered;
import org.zonekeeper.schemas.journal.CallbackPostponeGrounds;
import org.zonekeeper.schemas.journal.CallbackPostponed;
import org.zonekeeper.schemas.journal.CallbackReassigned;
import org.zonekeeper.schemas.journal.CallbackScheduled;
import org.zonekeeper.schemas.state.CallbackRecord;

/** Applications of events about callbacks. */
final class CallbackApplications {
  private static final int MOST_REJECTIONS = 10;

  private CallbackApplications() {}

  static void scheduled(ZoneState state, CallbackScheduled e) {
    state.putCallback(
        CallbackRecord.newBuilder()
            .setCallbackId(e.getCallbackId())
            .setType(e.getType())
            .setStanding(CallbackStanding.SCHEDULED)
            .setJobId(e.getJobId())
            .setCampaign(e.getCampaign())
            .setContact(e.getContact())
            .setAgentId(e.getAgentId())
            .setNumberKinds(e.getNumberKinds())
            .setRequiredSkills(e.getRequiredSkills())
            .setRules(e.getRules())
            .setLocalTime(e.getLocalTime())
            .setTimeZone(e.getTimeZone())
            .setDueAt(e.getDueAt())
            .setExpiresAt(e.getExpiresAt())
            .build());
  }

  static void due(ZoneState state, CallbackDue e) {
    state.changeCallback(e.getCallbackId(), callback -> callback.setStanding(CallbackStanding.DUE));
  }

  /** By the zone's time the next one waits. */
  static void offered(ZoneState state, CallbackOffered e) {
    state.changeCallback(
        e.getCallbackId(),
        callback -> {
          callback.setStanding(CallbackStanding.OFFERED);
          callback.setCallId(e.getCallId());
        });
    state.changeZone(zone -> zone.setCallbackOfferedAt(e.getHeader().getAt()));
  }

  static void postponed(ZoneState state, CallbackPostponed e) {
    state.changeCallback(
        e.getCallbackId(),
        callback -> {
          callback.setStanding(CallbackStanding.SCHEDULED);
          callback.setLocalTime(e.getLocalTime());
          callback.setDueAt(e.getDueAt());
          callback.setExpiresAt(e.getExpiresAt());
          callback.setTries(e.getTries());
          if (e.getGrounds() == CallbackPostponeGrounds.REJECTED
              && callback.getType() != CallbackType.STRICT_AGENT) {
            callback.setRejectedBy(with(callback.getRejectedBy(), e.getAgentId()));
          }
        });
  }

  /** The oldest rejection is forgotten when there are too many. */
  private static List<String> with(List<String> rejections, String agentId) {
    List<String> all = Stream.concat(rejections.stream(), Stream.ofNullable(agentId)).toList();
    return all.subList(Math.max(0, all.size() - MOST_REJECTIONS), all.size());
  }

  /** Whoever rejected it may be the one who is to call now. */
  static void reassigned(ZoneState state, CallbackReassigned e) {
    state.changeCallback(
        e.getCallbackId(),
        callback -> {
          callback.setType(e.getType());
          callback.setAgentId(e.getAgentId());
          callback.setRejectedBy(List.of());
        });
  }

  static void closed(ZoneState state, CallbackClosed e) {
    state.removeCallback(e.getCallbackId());
  }
}

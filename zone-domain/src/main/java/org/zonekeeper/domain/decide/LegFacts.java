package org.zonekeeper.domain.decide;

import java.util.Optional;
import org.zonekeeper.domain.decide.ConsultTable.Input;
import org.zonekeeper.schemas.fact.Facts.Fact;
import org.zonekeeper.schemas.fact.JoinFailed;
import org.zonekeeper.schemas.fact.LegAlerting;
import org.zonekeeper.schemas.fact.LegConnected;
import org.zonekeeper.schemas.fact.LegDisconnected;
import org.zonekeeper.schemas.fact.LegFailed;
import org.zonekeeper.schemas.fact.LegsJoined;
import org.zonekeeper.schemas.state.CallPhase;
import org.zonekeeper.schemas.state.CallRecord;

/** Facts about the second legs of calls, each put to the table of consults. Stateless. */
final class LegFacts {
  private LegFacts() {}

  static void alerting(LegAlerting f, Decision draft) {
    leg(f, f.getCallId(), f.getLegId(), Input.ALERTING, "", draft);
  }

  static void connected(LegConnected f, Decision draft) {
    leg(f, f.getCallId(), f.getLegId(), Input.CONNECTED, "", draft);
  }

  static void failed(LegFailed f, Decision draft) {
    leg(f, f.getCallId(), f.getLegId(), Input.NOT_REACHED, f.getCause(), draft);
  }

  static void disconnected(LegDisconnected f, Decision draft) {
    leg(f, f.getCallId(), f.getLegId(), Input.SECOND_GONE, "the second party hung up", draft);
  }

  static void joined(LegsJoined f, Decision draft) {
    switch (f.getJoin()) {
      case TRANSFER -> leg(f, f.getCallId(), f.getLegId(), Input.JOINED_AS_TRANSFER, "", draft);
      case CONFERENCE -> leg(f, f.getCallId(), f.getLegId(), Input.JOINED_AS_CONFERENCE, "", draft);
      case CONSULT, UNKNOWN ->
          FactDecisions.unmatched(f, f.getCallId(), draft, "the zone asks for no such join");
    }
  }

  static void notJoined(JoinFailed f, Decision draft) {
    leg(f, f.getCallId(), f.getLegId(), Input.NOT_JOINED, f.getCause(), draft);
  }

  private static void leg(
      Fact f, String callId, String legId, Input input, String text, Decision draft) {
    Optional<CallRecord> call =
        draft
            .zone()
            .call(callId)
            .filter(one -> one.getPhase() == CallPhase.CONNECTED)
            .filter(one -> one.getConsult() != null)
            .filter(one -> one.getConsult().getConsultId().equals(legId));
    if (call.isEmpty()) {
      FactDecisions.unmatched(f, callId, draft, "the call has no such second leg");
    } else if (ConsultSteps.take(draft, call.get(), input, f.getHeader().getOccurredAt(), text)
        .isEmpty()) {
      FactDecisions.unmatched(
          f,
          callId,
          draft,
          "the consult is %s, where this means nothing"
              .formatted(call.get().getConsult().getPhase()));
    }
  }
}

package org.zonekeeper.domain.decide;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.zonekeeper.domain.input.Input;
import org.zonekeeper.schemas.fact.AgentBridged;
import org.zonekeeper.schemas.fact.AttemptFailed;
import org.zonekeeper.schemas.fact.AttemptStarted;
import org.zonekeeper.schemas.fact.BridgeFailed;
import org.zonekeeper.schemas.fact.BusyDetected;
import org.zonekeeper.schemas.fact.CallStatusReported;
import org.zonekeeper.schemas.fact.ContactReserved;
import org.zonekeeper.schemas.fact.ContactWithdrawn;
import org.zonekeeper.schemas.fact.ContactsExhausted;
import org.zonekeeper.schemas.fact.FactBarrier;
import org.zonekeeper.schemas.fact.Facts.Fact;
import org.zonekeeper.schemas.fact.InboundLoadReported;
import org.zonekeeper.schemas.fact.InboundStatusReported;
import org.zonekeeper.schemas.fact.InboundWorkEnded;
import org.zonekeeper.schemas.fact.JoinFailed;
import org.zonekeeper.schemas.fact.LegAlerting;
import org.zonekeeper.schemas.fact.LegConnected;
import org.zonekeeper.schemas.fact.LegDisconnected;
import org.zonekeeper.schemas.fact.LegFailed;
import org.zonekeeper.schemas.fact.LegsJoined;
import org.zonekeeper.schemas.fact.LineDisconnected;
import org.zonekeeper.schemas.fact.LiveVoiceDetected;
import org.zonekeeper.schemas.fact.MachineDetected;
import org.zonekeeper.schemas.fact.NailupEstablished;
import org.zonekeeper.schemas.fact.NailupLost;
import org.zonekeeper.schemas.fact.NoAnswerDetected;
import org.zonekeeper.schemas.journal.FactUnmatched;

/**
 * Where every fact of the platform arrives. A fact is never refused: it changes what it is about,
 * or stands on record as unmatched (too late, twice, or about nothing that the zone has).
 * Stateless; called by the engine.
 */
public final class FactDecisions {
  private static final List<String> SUBJECTS =
      List.of("callId", "agentId", "jobId", "requestId", "skill");

  private FactDecisions() {}

  /**
   * Decides on a fact.
   *
   * @param fingerprint of its type, id and content as the platform told it
   */
  public static void decide(Input.Fact input, long fingerprint, Decision draft) {
    Fact fact = FactTimes.ofTheZone(input);
    if (draft.zone().hasDecided(fingerprint) && !(fact instanceof FactBarrier)) {
      unmatched(fact, subject(fact), draft, "this fact was told before");
      return;
    }
    Optional<String> unknown = ZoneLevels.unknown(fact, draft);
    if (unknown.isPresent()) {
      unmatched(fact, subject(fact), draft, unknown.get());
      return;
    }
    switch (fact) {
      case AttemptStarted f -> AttemptFacts.started(f, draft);
      case ContactReserved f -> Previews.reserved(f, draft);
      case ContactWithdrawn f -> Previews.withdrawn(f, draft);
      case LiveVoiceDetected f -> AttemptFacts.liveVoice(f, draft);
      case MachineDetected f -> AttemptFacts.machine(f, draft);
      case BusyDetected f -> AttemptFacts.busy(f, draft);
      case NoAnswerDetected f -> AttemptFacts.noAnswer(f, draft);
      case AttemptFailed f -> AttemptFacts.failed(f, draft);
      case AgentBridged f -> LineFacts.bridged(f, draft);
      case BridgeFailed f -> LineFacts.bridgeFailed(f, draft);
      case LineDisconnected f -> LineFacts.disconnected(f, draft);
      case LegAlerting f -> LegFacts.alerting(f, draft);
      case LegConnected f -> LegFacts.connected(f, draft);
      case LegFailed f -> LegFacts.failed(f, draft);
      case LegDisconnected f -> LegFacts.disconnected(f, draft);
      case LegsJoined f -> LegFacts.joined(f, draft);
      case JoinFailed f -> LegFacts.notJoined(f, draft);
      case NailupEstablished f -> NailupFacts.established(f, draft);
      case NailupLost f -> NailupFacts.lost(f, draft);
      case InboundWorkEnded f -> Blending.ended(f, draft);
      case InboundStatusReported f -> Blending.reported(f, draft);
      case InboundLoadReported f -> BlendSkills.loadReported(f, draft);
      case ContactsExhausted f -> AttemptFacts.contactsExhausted(f, draft);
      case CallStatusReported f -> StatusReports.reported(f, draft);
      case FactBarrier f -> Recovery.factBarrier(f, draft);
    }
  }

  private static String subject(Fact fact) {
    return SUBJECTS.stream()
        .map(fact.getSchema()::getField)
        .filter(Objects::nonNull)
        .map(field -> fact.get(field.pos()).toString())
        .findFirst()
        .orElse("");
  }

  static void unmatched(Fact fact, String subject, Decision draft, String text) {
    draft.add(new FactUnmatched(fact.getHeader().getFactId(), fact.typeName(), subject, text));
  }
}

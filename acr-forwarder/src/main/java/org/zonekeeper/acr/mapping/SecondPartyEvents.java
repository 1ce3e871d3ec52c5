package org.zonekeeper.acr.mapping;

import java.util.Optional;
import org.zonekeeper.schemas.common.ConsultPhase;
import org.zonekeeper.schemas.common.LegJoin;
import org.zonekeeper.schemas.journal.CallTransferred;
import org.zonekeeper.schemas.journal.ConferenceOwnershipChanged;
import org.zonekeeper.schemas.journal.ConferenceStarted;
import org.zonekeeper.schemas.journal.ConsultConnected;
import org.zonekeeper.schemas.journal.ConsultEnded;
import org.zonekeeper.schemas.recorder.CallHandedOver;
import org.zonekeeper.schemas.recorder.RecorderStream.RecorderEvent;
import org.zonekeeper.schemas.recorder.SecondPartyJoined;
import org.zonekeeper.schemas.recorder.SecondPartyLeft;

/** What a recorder is told of second parties, conferences and transfers. Stateless. */
final class SecondPartyEvents {
  private SecondPartyEvents() {}

  static SecondPartyJoined connected(ConsultConnected e) {
    return new SecondPartyJoined(
        e.getCallId(),
        e.getConsultId(),
        e.getAgentId(),
        e.getSecondAgentId(),
        e.getAddress(),
        LegJoin.CONSULT);
  }

  static SecondPartyJoined conferenceStarted(ConferenceStarted e) {
    return new SecondPartyJoined(
        e.getCallId(),
        e.getConsultId(),
        e.getAgentId(),
        e.getSecondAgentId(),
        e.getAddress(),
        LegJoin.CONFERENCE);
  }

  /** Both stay on the line. */
  static CallHandedOver ownershipChanged(ConferenceOwnershipChanged e) {
    return new CallHandedOver(
        e.getCallId(),
        e.getConsultId(),
        e.getSecondAgentId(),
        e.getAgentId(),
        e.getAddress(),
        e.getHeader().getAt(),
        true);
  }

  static CallHandedOver transferred(CallTransferred e) {
    return new CallHandedOver(
        e.getCallId(),
        e.getConsultId(),
        e.getAgentId(),
        e.getSecondAgentId(),
        e.getAddress(),
        e.getTransferredAt(),
        false);
  }

  /** A second party that nobody reached was never on the line. */
  static Optional<RecorderEvent> ended(ConsultEnded e) {
    return join(e.getPhase())
        .map(
            join ->
                new SecondPartyLeft(
                    e.getCallId(),
                    e.getConsultId(),
                    e.getAgentId(),
                    e.getSecondAgentId(),
                    e.getAddress()));
  }

  /** Who hears whom in a phase; empty: the second party hears nobody yet. */
  static Optional<LegJoin> join(ConsultPhase phase) {
    return switch (phase) {
      case PENDING, DIALLING, BLIND_DIALLING, UNKNOWN -> Optional.empty();
      case ACTIVE, TRANSFERRING, STARTING_CONFERENCE -> Optional.of(LegJoin.CONSULT);
      case CONFERENCE, LEAVING_CONFERENCE -> Optional.of(LegJoin.CONFERENCE);
    };
  }
}

package org.zonekeeper.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.zonekeeper.domain.settings.DomainSettings;
import org.zonekeeper.domain.settings.JournalChain;
import org.zonekeeper.domain.settings.ZoneCapacity;
import org.zonekeeper.domain.state.ZoneState;
import org.zonekeeper.schemas.state.AgentRecord;
import org.zonekeeper.schemas.state.State;
import org.zonekeeper.schemas.state.State.Entity;
import org.zonekeeper.schemas.status.AgentSnapshot;

/** The contract and the domain name the same things. */
class NothingForgottenTest {

  /** All records of the state's IDL but the parts of others and what is no fold. */
  @Test
  void shouldStoreEveryEntity() {
    List<String> parts =
        List.of(
            "PendingCheck",
            "Authorisation",
            "Outage",
            "Heartbeat",
            "Restoration",
            "Consult",
            "Shutdown",
            "AgentDial",
            "InboundWork",
            "BlenderMove");
    assertThat(Entity.types().stream().map(Class::getSimpleName))
        .containsExactlyInAnyOrderElementsOf(
            State.PROTOCOL.getTypes().stream()
                .filter(type -> type.getType() == Schema.Type.RECORD)
                .filter(type -> type.getNamespace().equals("org.zonekeeper.schemas.state"))
                .map(Schema::getName)
                .filter(name -> !parts.contains(name))
                .toList());
  }

  /** Whoever adds to an agent's state says here whether the read model shows it. */
  @Test
  void shouldShowEveryFieldOfAnAgentOrKeepItOnPurpose() {
    List<String> internal =
        List.of(
            "locale",
            "targetJobId",
            "readySince",
            "waitingSince",
            "logOffPending",
            "check",
            "askedInEpoch",
            "jobSince",
            "notReadySince",
            "pendingReason",
            "nailupSince",
            "bridgeFailures",
            "heldSince",
            "inbound",
            "blendedAt",
            "blenderMoves",
            "breakReason",
            "nailupAsked");
    List<String> shown =
        AgentSnapshot.getClassSchema().getFields().stream().map(Schema.Field::name).toList();
    assertThat(shown).doesNotContainAnyElementsOf(internal);
    assertThat(AgentRecord.getClassSchema().getFields().stream().map(Schema.Field::name))
        .filteredOn(field -> !shown.contains(field))
        .containsExactlyInAnyOrderElementsOf(internal);
  }

  @Test
  void shouldNotRestoreAnotherZones() {
    ZoneState other = ZoneStory.zone().state();
    assertThatThrownBy(() -> ZoneState.restore("south", other.entities()))
        .hasMessageContaining("the record of zone north");
  }

  @Test
  void shouldSayWhichSettingIsWrong() {
    assertThatThrownBy(
            () ->
                new DomainSettings(
                    Duration.ofMillis(1),
                    Duration.ofMillis(200),
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(5),
                    50,
                    Duration.ofSeconds(10),
                    Duration.ofMinutes(5),
                    ZoneCapacity.defaults(),
                    JournalChain.CHAINED))
        .hasMessage("lease is 1 ms; allowed: 50 to 10000 ms");
  }
}

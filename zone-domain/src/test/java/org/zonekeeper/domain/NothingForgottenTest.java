package org.zonekeeper.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.zonekeeper.domain.apply.Applications;
import org.zonekeeper.domain.decide.CommandDecisions;
import org.zonekeeper.domain.decide.FactDecisions;
import org.zonekeeper.domain.settings.DomainSettings;
import org.zonekeeper.domain.settings.JournalChain;
import org.zonekeeper.domain.state.ZoneState;
import org.zonekeeper.schemas.Topics;
import org.zonekeeper.schemas.state.Heartbeat;
import org.zonekeeper.schemas.state.State;

/** The contract and the domain name the same things. */
class NothingForgottenTest {

  @Test
  void shouldHaveAnApplicationForEveryEvent() {
    assertThat(Applications.types())
        .containsExactlyInAnyOrderElementsOf(List.<Class<?>>copyOf(Topics.JOURNAL.types()));
  }

  @Test
  void shouldHaveADecisionForEveryCommand() {
    assertThat(CommandDecisions.types())
        .containsExactlyInAnyOrderElementsOf(List.<Class<?>>copyOf(Topics.COMMANDS.types()));
  }

  @Test
  void shouldHaveADecisionForEveryFact() {
    assertThat(FactDecisions.types())
        .containsExactlyInAnyOrderElementsOf(List.<Class<?>>copyOf(Topics.FACTS.types()));
  }

  /** All records of the state's IDL but the parts of others and the heartbeat, which is no fold. */
  @Test
  void shouldStoreEveryEntity() {
    List<String> parts = List.of("PendingCheck", "Authorisation", "Outage", "Heartbeat");
    assertThat(ZoneState.entityTypes().stream().map(Class::getSimpleName))
        .containsExactlyInAnyOrderElementsOf(
            State.PROTOCOL.getTypes().stream()
                .filter(type -> type.getType() == Schema.Type.RECORD)
                .filter(type -> type.getNamespace().equals("org.zonekeeper.schemas.state"))
                .map(Schema::getName)
                .filter(name -> !parts.contains(name))
                .toList());
  }

  @Test
  void shouldNotRestoreWhatIsNoEntityOrAnotherZones() {
    assertThatThrownBy(() -> ZoneState.restore("north", Stream.of(new Heartbeat(Told.AM_1, 0L))))
        .hasMessageContaining("north")
        .hasMessageContaining("Heartbeat");
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
                    JournalChain.CHAINED))
        .hasMessage("lease is 1 ms; allowed: 50 to 10000 ms");
  }
}

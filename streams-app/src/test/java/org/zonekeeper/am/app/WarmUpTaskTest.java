package org.zonekeeper.am.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.zonekeeper.am.app.AgentManagerSettings.Installation;
import org.zonekeeper.schemas.ZoneDirectory;
import org.zonekeeper.schemas.common.Owner;
import org.zonekeeper.schemas.journal.AgentStateChanged;
import org.zonekeeper.schemas.journal.CallAssigned;
import org.zonekeeper.schemas.journal.Journal.Event;
import org.zonekeeper.schemas.journal.WrapUpStarted;
import org.zonekeeper.schemas.wire.ContractSerdes;

class WarmUpTaskTest {
  private static final Owner SELF = new Owner("am-1", "b2");

  @Test
  void itsZoneDecidesAsTheRealOnesDo() throws IOException {
    try (TinyRegistry registry = new TinyRegistry()) {
      AgentManagerSettings settings =
          AgentManagerSettings.of(
              new Installation(
                  "am-1",
                  "127.0.0.1:1",
                  registry.url(),
                  ZoneDirectory.parse("north=0"),
                  Path.of("target/state")),
              Map.of());
      try (ContractSerdes serdes = AgentManager.contract(settings.registry());
          WarmUpTask task = new WarmUpTask(settings, serdes.serde(), SELF)) {
        new WarmUpZone(SELF, task, 0).live();

        List<Event> journal = task.journal();
        assertThat(journal).hasAtLeastOneElementOfType(AgentStateChanged.class);
        assertThat(journal).hasAtLeastOneElementOfType(CallAssigned.class);
        assertThat(journal).hasAtLeastOneElementOfType(WrapUpStarted.class);
      }
    }
  }
}

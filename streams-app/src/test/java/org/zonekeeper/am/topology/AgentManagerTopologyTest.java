package org.zonekeeper.am.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;
import org.zonekeeper.am.processor.OutgoingRecord;

/**
 * Node and store names are a data contract: the store's is its changelog topic's. After an intended
 * change renew the golden file: {@code mvn test -pl streams-app -am -Dtest=AgentManagerTopologyTest
 * -Dsurefire.failIfNoSpecifiedTests=false -Dgolden.renew=true}
 */
class AgentManagerTopologyTest {
  private static final Path GOLDEN = Path.of("src/test/resources/topology.golden.txt");

  @Test
  void isWhatTheGoldenFileSays() throws IOException {
    Topology topology =
        AgentManagerTopology.build(
            AgentManagerTopology.stateSerde(),
            Stores.inMemoryKeyValueStore(TopologyNames.STORE),
            Nothing::new);
    String description = topology.describe().toString();

    if (Boolean.getBoolean("golden.renew")) {
      Files.writeString(GOLDEN, description);
    }
    assertThat(description).isEqualTo(Files.readString(GOLDEN));
  }

  /** Only described, never run. */
  private static final class Nothing
      implements Processor<String, SpecificRecord, String, OutgoingRecord> {
    @Override
    public void process(Record<String, SpecificRecord> record) {
      throw new IllegalStateException("a description processes nothing");
    }
  }
}

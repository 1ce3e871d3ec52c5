package org.zonekeeper.schemas.compat;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.zonekeeper.schemas.wire.ReleasedSchemas;

/** The current contract against everything that was ever released: FULL, transitive. */
class ReleasedSchemasTest {
  private static final Path SOURCES = Path.of("src", "main", "resources", "released");

  @Test
  void everySchemaReadsAndIsReadByEveryReleasedOne() {
    List<String> breaks =
        ReleaseFolder.breaks(CurrentContract.folders(), ReleasedSchemas.bundled());

    assertThat(breaks)
        .as("a released schema is a promise; add fields with a default, or a new record type")
        .isEmpty();
  }

  @Test
  void everyReleasedFileIsListedInTheIndex() throws IOException {
    var folder = new ReleaseFolder(SOURCES);
    Stream<String> bundled =
        ReleasedSchemas.bundled().all().stream()
            .map(e -> e.version() + "/" + e.folder() + "/" + e.schema().getFullName() + ".avsc");

    assertThat(bundled).containsExactlyElementsOf(folder.files());
  }

  @Test
  void theContractIsWhole() {
    assertThat(CurrentContract.folders())
        .containsKeys(
            "state",
            "zonekeeper.commands",
            "zonekeeper.platform-facts",
            "zonekeeper.journal",
            "zonekeeper.dial-orders",
            "zonekeeper.zone-status",
            "zonekeeper.agents",
            "zonekeeper.recorder")
        .allSatisfy((folder, schemas) -> assertThat(schemas).as(folder).isNotEmpty());
    assertThat(CurrentContract.folders().get("state"))
        .extracting(Schema::getName)
        .contains("ZoneRecord", "AgentRecord", "CallRecord", "JobRecord");
  }
}

package org.zonekeeper.audit.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.GZIPInputStream;
import org.apache.avro.Schema;
import org.apache.avro.file.DataFileStream;
import org.apache.avro.generic.GenericDatumReader;
import org.junit.jupiter.api.Test;
import org.zonekeeper.audit.archive.Archive;
import org.zonekeeper.audit.proof.MemoryJournal.Body;
import org.zonekeeper.audit.proof.Proof.Outcome;
import org.zonekeeper.audit.source.JournalRange;
import org.zonekeeper.audit.source.JournalScan;
import org.zonekeeper.audit.source.JournalSource;
import org.zonekeeper.audit.state.ZoneFold;
import org.zonekeeper.check.evidence.Anchor;
import org.zonekeeper.check.evidence.LiveState;
import org.zonekeeper.check.evidence.ZoneEvidence;
import org.zonekeeper.domain.state.ZoneState;
import org.zonekeeper.schemas.Topics;
import org.zonekeeper.schemas.state.State;
import org.zonekeeper.schemas.wire.WireRecord;

/**
 * A journal and an archive of an earlier build, of a simulated installation with handovers and
 * outages: every later build folds them to the same state and proves them. Never made anew: what
 * fails here fails on what operators have.
 */
class WrittenBeforeTest {
  private static final String FOLDER = "/written-before/";

  /** A zone's end as the build that wrote it had it. */
  private record End(long sequence, String digest, String hash) {}

  private static final Map<String, End> ARCHIVED =
      Map.of(
          "z1",
          new End(
              767,
              "5f4595187674fa330881999e014e141fa49b44090802249262c4be0c8e2d0047",
              "987d014a40a2cad8dbfb67265d49863173cb669ef0392c15fdefc60a4a8f3b7d"),
          "z2",
          new End(
              747,
              "4a108469f96c5e622b25d93bf8f349c0ded2e6a9679015db54eef0e145e82865",
              "ef789dac3e71b683064c6c78d6da12c8fffd45faa53b2a1b085f82257cde14d4"));

  private static final Map<String, End> ON_THE_TOPIC =
      Map.of(
          "z1",
          new End(
              766,
              "a1d836edd8fb7b095d2acf3b407ac21d065381076e55bc560290fcbb96cd279a",
              "5153f95b2121773502b8989557f11ca8d5b424f7120cf53110360d888ff9611e"));

  @Test
  void shouldFoldAndProveAnArchiveOfAnEarlierBuild() throws Exception {
    try (JournalSource archive = Archive.open(folder().resolve("archive"))) {
      requireSameFoldAndProof(archive, ARCHIVED);
    }
  }

  @Test
  void shouldUseTheStatesThatAnArchiveOfAnEarlierBuildKeeps() throws Exception {
    try (JournalSource archive = Archive.open(folder().resolve("archive"))) {
      ARCHIVED.forEach(
          (zone, end) ->
              assertThat(archive.nearestState(zone, JournalRange.ALL).map(ZoneState::digest))
                  .as(zone)
                  .contains(end.digest()));
    }
  }

  @Test
  void shouldFoldAndProveAJournalTopicOfAnEarlierBuild() throws Exception {
    requireSameFoldAndProof(new MemoryJournal().with("z1", recordsOnTheTopic()), ON_THE_TOPIC);
  }

  /** The digest leaves such a field out where it has its default, as every older record has. */
  @Test
  void shouldMarkEveryFieldThatStateHasGotSince() throws Exception {
    Map<String, Set<String>> then = fieldsOfState(stateSchemaThen());
    Set<String> unmarked = new TreeSet<>();
    for (Schema type : State.PROTOCOL.getTypes()) {
      for (Schema.Field field : fieldsOf(type)) {
        boolean old =
            !then.containsKey(type.getName()) || then.get(type.getName()).contains(field.name());
        if (!old && field.getObjectProp("since") == null) {
          unmarked.add(type.getName() + "." + field.name());
        }
      }
    }
    assertThat(unmarked)
        .as("fields that need @since(\"version\") in the IDL, or digests in journals fail")
        .isEmpty();
  }

  private static void requireSameFoldAndProof(JournalSource source, Map<String, End> ends)
      throws InterruptedException {
    assertThat(source.zones()).containsExactlyInAnyOrderElementsOf(ends.keySet());
    Map<String, Witness> witnesses = new HashMap<>();
    ends.forEach(
        (zone, end) -> {
          assertThat(digestOfFold(source, zone)).as("fold of %s", zone).isEqualTo(end.digest());
          witnesses.put(zone, witness(end));
        });
    Proof proof = new Prover(source, witnesses::get, (zone, records) -> {}).prove(source.zones());
    assertThat(proof.outcome())
        .as(() -> String.join("\n", ProofText.of(proof)))
        .isEqualTo(Outcome.PROVEN);
    assertThat(proof.events()).isEqualTo(ends.values().stream().mapToLong(End::sequence).sum());
  }

  private static Witness witness(End end) {
    return new Witness(
        new ZoneEvidence(
            Optional.of(new LiveState(end.sequence(), end.digest())),
            List.of(new Anchor(end.sequence(), end.hash(), "the build that wrote it"))),
        List.of());
  }

  private static String digestOfFold(JournalSource source, String zone) {
    ZoneFold fold = new ZoneFold(zone);
    try (JournalScan scan = source.scan(zone, JournalRange.ALL)) {
      scan.forEachRemaining(fold::apply);
    }
    return fold.state().digest();
  }

  /** Schemas by their ids, then the values of the topic's records; all with their lengths. */
  private static List<Body> recordsOnTheTopic() throws IOException {
    try (DataInputStream in =
        new DataInputStream(new GZIPInputStream(resource("journal.bin.gz")))) {
      Map<Integer, Schema> schemas = new HashMap<>();
      for (int left = in.readInt(); left > 0; left--) {
        int id = in.readInt();
        String json = new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
        schemas.put(id, new Schema.Parser().parse(json));
      }
      List<Body> bodies = new ArrayList<>();
      for (int left = in.readInt(); left > 0; left--) {
        WireRecord record = WireRecord.parse(Topics.JOURNAL.name(), in.readNBytes(in.readInt()));
        bodies.add(new Body(schemas.get(record.schemaId()), record.body()));
      }
      return bodies;
    }
  }

  private static Schema stateSchemaThen() throws IOException {
    try (DataFileStream<Object> stream =
        new DataFileStream<>(
            resource("archive/z1/z1-0000000000000000001.state.avro"), new GenericDatumReader<>())) {
      return stream.getSchema();
    }
  }

  private static Map<String, Set<String>> fieldsOfState(Schema schema) {
    Map<String, Set<String>> fields = new HashMap<>();
    collect(schema, fields);
    return fields;
  }

  private static void collect(Schema schema, Map<String, Set<String>> fields) {
    switch (schema.getType()) {
      case UNION -> schema.getTypes().forEach(branch -> collect(branch, fields));
      case ARRAY -> collect(schema.getElementType(), fields);
      case RECORD -> {
        Set<String> names = new HashSet<>();
        if (fields.putIfAbsent(schema.getName(), names) == null) {
          for (Schema.Field field : schema.getFields()) {
            names.add(field.name());
            collect(field.schema(), fields);
          }
        }
      }
      default -> {
        // Has no fields.
      }
    }
  }

  private static List<Schema.Field> fieldsOf(Schema type) {
    return type.getType() == Schema.Type.RECORD ? type.getFields() : List.of();
  }

  private static Path folder() throws URISyntaxException {
    return Path.of(WrittenBeforeTest.class.getResource(FOLDER).toURI());
  }

  private static InputStream resource(String name) {
    return WrittenBeforeTest.class.getResourceAsStream(FOLDER + name);
  }
}

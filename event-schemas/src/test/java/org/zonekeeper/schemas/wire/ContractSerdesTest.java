package org.zonekeeper.schemas.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serde;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.zonekeeper.schemas.Topics;
import org.zonekeeper.schemas.registry.NeutralSchema;
import org.zonekeeper.schemas.registry.RegistryRefusedException;
import org.zonekeeper.schemas.registry.RegistrySettings;
import org.zonekeeper.schemas.registry.RegistryUnavailableException;
import org.zonekeeper.schemas.registry.SchemaNotFoundException;
import org.zonekeeper.schemas.registry.ScriptedRegistry;
import org.zonekeeper.schemas.sample.Greeted;
import org.zonekeeper.schemas.sample.Parted;
import org.zonekeeper.schemas.sample.Person;
import org.zonekeeper.schemas.sample.Tone;
import org.zonekeeper.schemas.sample.Unlisted;

class ContractSerdesTest {
  private static final String TOPIC = "talk";
  private static final List<Class<? extends SpecificRecord>> TYPES =
      List.of(Greeted.class, Parted.class);
  private static final String GREETED_SUBJECT = "talk-org.zonekeeper.schemas.sample.Greeted";
  private static final String PARTED_SUBJECT = "talk-org.zonekeeper.schemas.sample.Parted";

  private ScriptedRegistry registry;

  @BeforeEach
  void startRegistry() throws IOException {
    registry = ScriptedRegistry.start();
  }

  @AfterEach
  void stopRegistry() {
    registry.close();
  }

  @Test
  void writesTheConfluentWireFormatByteForByte() {
    // 256 schemas before ours, so that the id needs more than one byte.
    for (int i = 0; i < 256; i++) {
      registry.put("other", "\"schema " + i + "\"");
    }
    try (var serdes = writing()) {
      byte[] parted = serdes.serializer().serialize(TOPIC, new Parted("ann", 3));
      // magic | id 258 | length 3, "ann" | 3, zigzag
      assertThat(hex(parted)).isEqualTo("00" + "00000102" + "06616e6e" + "06");

      byte[] greeted = serdes.serializer().serialize(TOPIC, greeted());
      assertThat(hex(greeted))
          .isEqualTo(
              "00"
                  + "00000101" // magic | id 257
                  + "0662c3b6" // by: length 3, "bö" in UTF-8
                  + "02" // tone: the second of the enum
                  + "02"
                  + "04616c" // to: second branch; "al"
                  + "d00f" // bornAt: 1000 ms
                  + "02"
                  + "026b"
                  + "0e"
                  + "00" // counts: one entry, "k" = 7, end
                  + "04"
                  + "0278"
                  + "0279"
                  + "00"); // words: "x", "y", end
    }
  }

  @Test
  void readsBackWhatItWrote() {
    try (var serdes = writing()) {
      Serde<SpecificRecord> serde = serdes.serde();
      byte[] bytes = serde.serializer().serialize(TOPIC, greeted());
      SpecificRecord back = serde.deserializer().deserialize(TOPIC, bytes);
      assertThat(back).isExactlyInstanceOf(Greeted.class).isEqualTo(greeted());
      assertThat(((Greeted) back).getTo().getBornAt()).isEqualTo(Instant.ofEpochMilli(1000));
    }
  }

  @Test
  void leavesTombstonesAlone() {
    try (var serdes = writing()) {
      assertThat(serdes.serializer().serialize(TOPIC, null)).isNull();
      assertThat(serdes.deserializer().deserialize(TOPIC, null)).isNull();
    }
  }

  @Test
  void registersEveryTypeUnderItsTopicAndName() {
    try (var serdes = writing()) {
      assertThat(registry.requests()).as("what there is, and one for each type").hasSize(3);
      assertThat(serdes).isNotNull();
    }
    assertThat(registry.requests().stream().filter(r -> r.method().equals("POST")))
        .extracting(ScriptedRegistry.Request::path)
        .containsExactly(
            "/subjects/" + GREETED_SUBJECT + "/versions",
            "/subjects/" + PARTED_SUBJECT + "/versions");
  }

  @Test
  void asksOnceForEachTypeThatIsThere() {
    byte[] before;
    try (var first = writing()) {
      before = first.serializer().serialize(TOPIC, greeted());
    }
    registry.put("talk-more-org.zonekeeper.schemas.sample.Greeted", "somebody else's");
    registry.forgetRequests();
    try (var second = writing()) {
      assertThat(second.serializer().serialize(TOPIC, greeted())).isEqualTo(before);
    }
    assertThat(registry.requests())
        .extracting(ScriptedRegistry.Request::path)
        .containsExactly(
            "/subjects?subjectPrefix=talk-",
            "/subjects/" + GREETED_SUBJECT + "/versions/latest",
            "/subjects/" + PARTED_SUBJECT + "/versions/latest");
  }

  /** What is told of a field is part of what is registered, though records look the same. */
  @Test
  void registersASchemaThatDiffersInItsTextsOnly() {
    String ours = NeutralSchema.of(Parted.getClassSchema()).toString();
    String told = ours.replace("\"name\":\"Parted\"", "\"name\":\"Parted\",\"doc\":\"Formerly.\"");
    assertThat(told).isNotEqualTo(ours);
    int formerId = registry.put(PARTED_SUBJECT, told);
    try (var serdes = writing()) {
      byte[] bytes = serdes.serializer().serialize(TOPIC, new Parted("ann", 3));
      assertThat(bytes[4]).isNotEqualTo((byte) formerId);
    }
    assertThat(registry.requests())
        .anyMatch(r -> r.method().equals("POST") && r.body().contains("Parted"));
  }

  @Test
  void needsNoRegistryOnceItIsOpen() {
    String older =
        "{\"type\":\"record\",\"name\":\"org.zonekeeper.schemas.sample.Parted\","
            + "\"fields\":[{\"name\":\"by\",\"type\":\"string\"}]}";
    int olderId = registry.put(PARTED_SUBJECT, older);
    try (var serdes = writing()) {
      registry.close();

      byte[] bytes = serdes.serializer().serialize(TOPIC, greeted());
      assertThat(serdes.deserializer().deserialize(TOPIC, bytes)).isEqualTo(greeted());
      byte[] written = HexFormat.of().parseHex("000000000" + olderId + "06616e6e");
      assertThat(serdes.deserializer().deserialize(TOPIC, written))
          .as("written with an older version, whose missing field takes its default")
          .isEqualTo(new Parted("ann", 0));
    }
  }

  @Test
  void asksOnceForAnIdThatAppearedLater() {
    try (var serdes = writing()) {
      String newer =
          NeutralSchema.of(Parted.getClassSchema())
              .toString()
              .replace("\"fields\":[", "\"fields\":[{\"name\":\"mood\",\"type\":\"int\"},");
      int id = registry.put(PARTED_SUBJECT, newer);
      registry.forgetRequests();
      byte[] written = HexFormat.of().parseHex("000000000" + id + "54" + "06616e6e" + "06");
      for (int i = 0; i < 3; i++) {
        assertThat(serdes.deserializer().deserialize(TOPIC, written))
            .isEqualTo(new Parted("ann", 3));
      }
    }
    assertThat(registry.requests()).hasSize(1);
  }

  @Test
  void onlyLooksUpWhereItMayNotRegister() {
    var settings = settings("look-up");
    assertThatThrownBy(() -> ContractSerdes.with(settings).writes(TOPIC, TYPES).open())
        .isInstanceOf(SchemaNotFoundException.class)
        .hasMessageContaining(GREETED_SUBJECT);

    TYPES.forEach(
        type -> {
          var schema = NeutralSchema.of(TopicRecords.schemaOf(type));
          registry.put(TOPIC + "-" + schema.getFullName(), schema.toString());
        });
    registry.forgetRequests();
    try (var serdes = ContractSerdes.with(settings).writes(TOPIC, TYPES).open()) {
      byte[] bytes = serdes.serializer().serialize(TOPIC, new Parted("ann", 3));
      assertThat(hex(bytes)).startsWith("0000000002");
    }
    assertThat(registry.requests())
        .noneMatch(r -> r.path().endsWith("/versions") && r.method().equals("POST"));
  }

  @Test
  void aReaderStartsBeforeTheTopicsWriter() {
    try (var reader = ContractSerdes.with(settings("register")).reads(TOPIC, TYPES).open()) {
      assertThat(registry.requests()).allMatch(r -> r.method().equals("GET"));
      try (var writer = writing()) {
        byte[] bytes = writer.serializer().serialize(TOPIC, greeted());
        assertThat(reader.deserializer().deserialize(TOPIC, bytes)).isEqualTo(greeted());
      }
      assertThatThrownBy(() -> reader.serializer().serialize(TOPIC, greeted()))
          .isInstanceOf(UnencodableRecordException.class)
          .hasMessage("topic talk was not opened for writing; open are: (none)");
    }
  }

  @Test
  void aSchemaThatItCannotReadStopsNobodyFromStarting() {
    registry.put(PARTED_SUBJECT, "no schema at all");
    try (var serdes = writing()) {
      byte[] bytes = serdes.serializer().serialize(TOPIC, new Parted("ann", 3));
      assertThat(serdes.deserializer().deserialize(TOPIC, bytes)).isEqualTo(new Parted("ann", 3));
      assertUndecodable(serdes, "0000000001", "schema id 1 is not a valid Avro schema");
    }
  }

  @Test
  void doesNotStartWithoutARegistry() {
    registry.close();
    assertThatThrownBy(this::writing)
        .isInstanceOf(RegistryUnavailableException.class)
        .hasMessageContaining(registry.url());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "'' | topic talk: 0 byte(s) are too few for a record, whose header alone has 5",
        "00000000 | topic talk: 4 byte(s) are too few",
        "7b226122 3a | topic talk: the first byte is 0x7b where the Confluent wire format has 0x00",
        "0000000063 | topic talk: schema id 99 of the record: GET",
        "0000000002 | topic talk: 5 bytes with schema id 2 cannot be read: java.io.EOFException",
        "0000000002 06616e6e 06 00 | bytes are left over behind the record",
        "0000000001 06616e6e 7e | topic talk: 10 bytes with schema id 1 cannot be read",
        "0000000002 feffffff0f 00 | topic talk: 11 bytes with schema id 2 cannot be read",
        "0000000002 01 | topic talk: 6 bytes with schema id 2 cannot be read",
      })
  void tellsARecordThatCannotBeDecoded(String bytes, String message) {
    try (var serdes = writing()) {
      assertUndecodable(serdes, bytes, message);
    }
  }

  @Test
  void decodesOnlyTheTypesOfTheTopic() {
    var unlisted = Unlisted.getClassSchema().toString();
    int id = registry.put("talk-org.zonekeeper.schemas.sample.Unlisted", unlisted);
    try (var serdes = writing()) {
      assertUndecodable(
          serdes,
          "000000000" + id + "0278",
          "topic talk does not carry org.zonekeeper.schemas.sample.Unlisted (schema id 1); it"
              + " carries: org.zonekeeper.schemas.sample.Greeted,"
              + " org.zonekeeper.schemas.sample.Parted");
    }
  }

  @Test
  void writesOnlyTheTypesOfTheTopic() {
    try (var serdes = writing()) {
      assertThatThrownBy(() -> serdes.serializer().serialize(TOPIC, new Unlisted("x")))
          .isInstanceOf(UnencodableRecordException.class)
          .hasMessageStartingWith(
              "topic talk does not carry org.zonekeeper.schemas.sample.Unlisted; it carries:");
      assertThatThrownBy(() -> serdes.serializer().serialize("gossip", new Parted("x", 1)))
          .isInstanceOf(UnencodableRecordException.class)
          .hasMessage("topic gossip was not opened for writing; open are: talk");
      assertThatThrownBy(() -> serdes.serializer().serialize(TOPIC, new Parted(null, 1)))
          .isInstanceOf(UnencodableRecordException.class)
          .hasMessageContaining("Parted cannot be written")
          .hasMessageContaining("by");
    }
  }

  @Test
  void anUnreachableRegistryIsNoFaultOfTheRecord() {
    try (var serdes = writing()) {
      registry.close();
      assertThatThrownBy(() -> decode(serdes, "0000000063"))
          .isInstanceOf(RegistryUnavailableException.class);
    }
  }

  @ParameterizedTest
  @CsvSource({"401", "404", "302"})
  void aRegistryThatRefusesIsNoFaultOfTheRecord(int status) {
    try (var serdes = writing()) {
      registry.next(status, "<html>not for you</html>");
      assertThatThrownBy(() -> decode(serdes, "0000000063"))
          .isInstanceOf(RegistryRefusedException.class);
    }
  }

  @Test
  void brokenBytesAreUndecodableAndNothingWorse() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    try (var serdes = writing()) {
      byte[] sound = serdes.serializer().serialize(TOPIC, greeted());
      for (int round = 0; round < 20_000; round++) {
        byte[] broken = sound.clone();
        for (int hit = random.nextInt(1, 4); hit > 0; hit--) {
          broken[random.nextInt(ConfluentHeader.LENGTH, broken.length)] = (byte) random.nextInt();
        }
        try {
          assertThat(serdes.deserializer().deserialize(TOPIC, broken)).isInstanceOf(Greeted.class);
        } catch (UndecodableRecordException expected) {
          assertThat(expected).as("seed %d", seed).hasMessageStartingWith("topic talk: ");
        }
      }
    }
  }

  @Test
  void servesManyThreadsAtOnce() throws Exception {
    try (var serdes = writing();
        var threads = Executors.newFixedThreadPool(8)) {
      Callable<Integer> work =
          () -> {
            int right = 0;
            for (int i = 0; i < 2_000; i++) {
              var record = new Parted("p" + i + Thread.currentThread().getName(), i);
              byte[] bytes = serdes.serializer().serialize(TOPIC, record);
              right += serdes.deserializer().deserialize(TOPIC, bytes).equals(record) ? 1 : 0;
            }
            return right;
          };
      for (var done : threads.invokeAll(java.util.Collections.nCopies(8, work))) {
        assertThat(done.get()).isEqualTo(2_000);
      }
    }
  }

  @Test
  void opensTheWholeContract() {
    var opening = ContractSerdes.with(settings("register"));
    Topics.all().stream().filter(topic -> !topic.types().isEmpty()).forEach(opening::writes);
    try (var serdes = opening.open()) {
      assertThat(serdes).isNotNull();
    }
    var subjects =
        registry.requests().stream()
            .filter(request -> request.method().equals("POST"))
            .map(ScriptedRegistry.Request::path);
    var expected =
        Topics.all().stream()
            .flatMap(
                topic ->
                    topic.types().stream()
                        .map(
                            type ->
                                "/subjects/%s-%s/versions"
                                    .formatted(topic.name(), type.getName())));
    assertThat(subjects).containsExactlyInAnyOrderElementsOf(expected.toList());
  }

  private ContractSerdes writing() {
    return ContractSerdes.with(settings("register")).writes(TOPIC, TYPES).open();
  }

  private RegistrySettings settings(String mode) {
    return RegistrySettings.from(
        Map.of(
            RegistrySettings.URLS,
            registry.url(),
            RegistrySettings.MODE,
            mode,
            RegistrySettings.REQUEST_TIMEOUT_MS,
            "20000",
            RegistrySettings.RETRY_ATTEMPTS,
            "1"));
  }

  private static Greeted greeted() {
    var person = new Person("al", Instant.ofEpochMilli(1000));
    return new Greeted("bö", Tone.WARM, person, Map.of("k", 7L), List.of("x", "y"));
  }

  private static void assertUndecodable(ContractSerdes serdes, String bytes, String message) {
    assertThatThrownBy(() -> decode(serdes, bytes))
        .isInstanceOf(UndecodableRecordException.class)
        .hasMessageContaining(message);
  }

  private static SpecificRecord decode(ContractSerdes serdes, String hex) {
    return serdes.deserializer().deserialize(TOPIC, HexFormat.of().parseHex(hex.replace(" ", "")));
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}

package org.zonekeeper.systemtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.avro.AvroSchema;
import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.client.CachedSchemaRegistryClient;
import org.apache.flink.avro.shaded.org.apache.avro.generic.GenericDatumReader;
import org.apache.flink.avro.shaded.org.apache.avro.generic.GenericDatumWriter;
import org.apache.flink.avro.shaded.org.apache.avro.generic.GenericRecord;
import org.apache.flink.avro.shaded.org.apache.avro.io.DecoderFactory;
import org.apache.flink.avro.shaded.org.apache.avro.io.EncoderFactory;
import org.apache.flink.formats.avro.registry.confluent.ConfluentSchemaRegistryCoder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.zonekeeper.cluster.BrokerLimits;
import org.zonekeeper.cluster.ClusterProvider;
import org.zonekeeper.cluster.TestClusters;
import org.zonekeeper.schemas.TopicSpec;
import org.zonekeeper.schemas.Topics;
import org.zonekeeper.schemas.registry.IncompatibleSchemaException;
import org.zonekeeper.schemas.registry.NeutralSchema;
import org.zonekeeper.schemas.registry.RegistrySettings;
import org.zonekeeper.schemas.registry.RegistryUnavailableException;
import org.zonekeeper.schemas.registry.SchemaNotFoundException;
import org.zonekeeper.schemas.registry.SchemaRegistryClient;
import org.zonekeeper.schemas.wire.ContractSerdes;

/**
 * A genuine Confluent client and Flink's reader of the Confluent wire format, written by others and
 * bringing an Avro of their own, read what we write and write what we read, with the ids of a real
 * registry.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RegistryWitnessIT {
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private static ClusterProvider cluster;

  @BeforeAll
  static void startCluster(@TempDir Path directory) throws InterruptedException {
    cluster = TestClusters.start(directory, BrokerLimits.STOCK);
  }

  @AfterAll
  static void stopCluster() {
    cluster.close();
  }

  @Test
  @Order(1)
  void aConfluentClientReadsEveryTypeOfEveryTopic() throws IOException {
    var witness = new ConfluentSchemaRegistryCoder(confluentClient());
    int read = 0;
    try (ContractSerdes serdes = wholeContract()) {
      for (TopicSpec topic : Topics.all()) {
        for (Class<? extends SpecificRecord> type : topic.types()) {
          SpecificRecord ours = SampleRecords.of(type);
          byte[] bytes = serdes.serializer().serialize(topic.name(), ours);

          var in = new ByteArrayInputStream(bytes);
          var schema = witness.readSchema(in);
          GenericRecord theirs =
              new GenericDatumReader<GenericRecord>(schema)
                  .read(null, DecoderFactory.get().directBinaryDecoder(in, null));

          assertThat(schema.getFullName()).isEqualTo(type.getName());
          assertThat(theirs).hasToString(ours.toString());
          assertThat(in.available()).as("bytes left over in a %s", type).isZero();
          read++;
        }
      }
    }
    assertThat(read).isGreaterThan(50);
  }

  @Test
  @Order(2)
  void weReadWhatAConfluentClientWrote() throws IOException {
    for (TopicSpec topic : Topics.all()) {
      for (Class<? extends SpecificRecord> type : topic.types()) {
        SpecificRecord expected = SampleRecords.of(type);
        byte[] theirs = writtenByTheWitness(topic.name() + "-" + type.getName(), expected);
        try (ContractSerdes serdes = reading(topic, type)) {
          assertThat(serdes.deserializer().deserialize(topic.name(), theirs)).isEqualTo(expected);
        }
      }
    }
  }

  @Test
  @Order(3)
  void theRegistryKnowsOurSubjectsByTheirNames() throws Exception {
    List<String> expected =
        Topics.all().stream()
            .flatMap(
                topic -> topic.types().stream().map(type -> topic.name() + "-" + type.getName()))
            .toList();
    assertThat(confluentClient().getAllSubjects()).containsAll(expected);
    for (String subject : expected) {
      assertThat(confluentClient().getAllVersions(subject)).as(subject).containsExactly(1);
    }
  }

  @Test
  void registeringAgainGivesTheSameIdToUsAndToAConfluentClient() throws Exception {
    Schema schema = SchemaBuilder.record("again.A").fields().requiredString("id").endRecord();
    try (var first = client();
        var second = client()) {
      int id = first.register("again-A", schema);
      assertThat(second.register("again-A", schema)).isEqualTo(id);
      assertThat(second.lookUp("again-A", schema)).isEqualTo(id);
      assertThat(confluentClient().register("again-A", new AvroSchema(schema.toString())))
          .isEqualTo(id);
      assertThat(second.versions("again-A")).containsExactly(1);
      assertThat(second.version("again-A", 1).id()).isEqualTo(id);
    }
  }

  /**
   * What a Confluent serializer does at its defaults: it looks at the level, asks whether a schema
   * would do, and registers it. Some clients go on only if the level is Confluent's own default.
   */
  @Test
  void aConfluentClientAtItsDefaultsRegistersAndEvolves() throws Exception {
    String subject = "evolves-value";
    CachedSchemaRegistryClient confluent = confluentClient();
    var first = new AvroSchema("{'type':'record','name':'E','fields':[]}".replace('\'', '"'));
    var next =
        new AvroSchema(
            "{'type':'record','name':'E','fields':[{'name':'a','type':'int','default':1}]}"
                .replace('\'', '"'));
    var broken =
        new AvroSchema(
            "{'type':'record','name':'E','fields':[{'name':'b','type':'int'}]}".replace('\'', '"'));
    assertThat(confluent.getCompatibility(null)).isEqualTo("BACKWARD");
    int id = confluent.register(subject, first);
    assertThat(confluent.getCompatibility(subject)).isEqualTo("BACKWARD");
    assertThat(confluent.testCompatibility(subject, next)).isTrue();
    assertThat(confluent.register(subject, next)).isNotEqualTo(id);
    assertThat(confluent.testCompatibility(subject, broken)).isFalse();
    assertThatThrownBy(() -> confluent.register(subject, broken)).hasMessageContaining("409");
    assertThat(confluent.getAllVersions(subject)).containsExactly(1, 2);
  }

  @Test
  void whatIsNotThereIsNotFound() {
    Schema schema = SchemaBuilder.record("nowhere.A").fields().requiredString("id").endRecord();
    Schema other = SchemaBuilder.record("nowhere.A").fields().requiredInt("id").endRecord();
    try (var client = client()) {
      assertThatThrownBy(() -> client.schemaById(1_999_999))
          .isInstanceOf(SchemaNotFoundException.class);
      assertThatThrownBy(() -> client.lookUp("nowhere-A", schema))
          .isInstanceOf(SchemaNotFoundException.class);
      client.register("nowhere-A", schema);
      assertThatThrownBy(() -> client.lookUp("nowhere-A", other))
          .isInstanceOf(SchemaNotFoundException.class);
      assertThat(client.versions("nowhere-else")).isEmpty();
    }
  }

  @Test
  void anIncompatibleSchemaIsRefused() throws Exception {
    Schema released = SchemaBuilder.record("strict.A").fields().requiredString("id").endRecord();
    Schema grown =
        SchemaBuilder.record("strict.A")
            .fields()
            .requiredString("id")
            .optionalString("note")
            .endRecord();
    Schema broken = SchemaBuilder.record("strict.A").fields().requiredInt("key").endRecord();
    try (var client = client()) {
      client.register("strict-A", released);
      demandFullCompatibility("strict-A");
      client.requireCompatible("strict-A", grown);
      assertThatThrownBy(() -> client.requireCompatible("strict-A", broken))
          .isInstanceOf(IncompatibleSchemaException.class)
          .hasMessageStartingWith("strict.A does not fit subject strict-A: ");
      assertThatThrownBy(() -> client.register("strict-A", broken))
          .isInstanceOf(IncompatibleSchemaException.class);
      assertThat(client.register("strict-A", grown)).isPositive();
    }
  }

  @Test
  @Order(Integer.MAX_VALUE)
  void aRegistryThatIsDownStopsNobodyWhoHasStarted() throws InterruptedException {
    try (ContractSerdes serdes = wholeContract()) {
      cluster.stopRegistry();
      for (TopicSpec topic : Topics.all()) {
        for (Class<? extends SpecificRecord> type : topic.types()) {
          SpecificRecord record = SampleRecords.of(type);
          byte[] bytes = serdes.serializer().serialize(topic.name(), record);
          assertThat(serdes.deserializer().deserialize(topic.name(), bytes)).isEqualTo(record);
        }
      }
      assertThatThrownBy(RegistryWitnessIT::wholeContract)
          .isInstanceOf(RegistryUnavailableException.class)
          .hasMessageContaining(cluster.registryUrl().toString());
    }
  }

  private static ContractSerdes wholeContract() {
    var opening = ContractSerdes.with(RegistrySettings.at(cluster.registryUrl().toString()));
    Topics.all().stream().filter(topic -> !topic.types().isEmpty()).forEach(opening::writes);
    return opening.open();
  }

  private static ContractSerdes reading(TopicSpec topic, Class<? extends SpecificRecord> type) {
    return ContractSerdes.with(RegistrySettings.at(cluster.registryUrl().toString()))
        .reads(topic.name(), List.of(type))
        .open();
  }

  private static SchemaRegistryClient client() {
    return new SchemaRegistryClient(RegistrySettings.at(cluster.registryUrl().toString()));
  }

  private static CachedSchemaRegistryClient confluentClient() {
    return new CachedSchemaRegistryClient(cluster.registryUrl().toString(), 1000);
  }

  /** The witness gets the schema as text and the values as plain Avro, nothing else from us. */
  private static byte[] writtenByTheWitness(String subject, SpecificRecord record)
      throws IOException {
    var parser = new org.apache.flink.avro.shaded.org.apache.avro.Schema.Parser();
    var schema = parser.parse(NeutralSchema.of(record.getSchema()).toString());
    GenericRecord theirs =
        new GenericDatumReader<GenericRecord>(schema)
            .read(null, DecoderFactory.get().jsonDecoder(schema, JsonRecords.encode(record)));
    var out = new ByteArrayOutputStream();
    new ConfluentSchemaRegistryCoder(subject, confluentClient()).writeSchema(schema, out);
    var encoder = EncoderFactory.get().directBinaryEncoder(out, null);
    new GenericDatumWriter<GenericRecord>(schema).write(theirs, encoder);
    return out.toByteArray();
  }

  private static void demandFullCompatibility(String subject)
      throws IOException, InterruptedException {
    URI uri = URI.create(cluster.registryUrl() + "/config/" + subject);
    HttpRequest request =
        HttpRequest.newBuilder(uri)
            .header("Content-Type", "application/vnd.schemaregistry.v1+json")
            .PUT(HttpRequest.BodyPublishers.ofString("{\"compatibility\":\"FULL\"}"))
            .build();
    assertThat(HTTP.send(request, HttpResponse.BodyHandlers.ofString()).statusCode())
        .isEqualTo(200);
  }
}

package org.zonekeeper.schemas.asyncapi;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificData;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.zonekeeper.schemas.TopicSpec;
import org.zonekeeper.schemas.Topics;
import org.zonekeeper.schemas.registry.NeutralSchema;

/** The committed AsyncAPI document against the catalogue of topics and the schemas. */
class AsyncApiTest {
  private static final Path HOME = Path.of(System.getProperty("zonekeeper.home"));
  private static final Path COMMITTED = HOME.resolve("docs/asyncapi.yaml");

  /** What topics hold whose values are no Avro records. */
  private static final Map<TopicSpec, Set<String>> RAW =
      Map.of(
          Topics.DEAD_LETTERS,
          Set.of("UndecodableRecord"),
          Topics.RECORDER_DEAD_LETTERS,
          Set.of("RefusedEvent"));

  private AsyncApiDocument made;
  private JsonNode committed;

  @BeforeEach
  void read() throws IOException {
    made = new AsyncApiDocument(HOME.resolve("event-schemas/src/main/asyncapi/contract.yaml"));
    if (Boolean.getBoolean("golden.update")) {
      Files.writeString(COMMITTED, made.text());
    }
    committed = made.read(COMMITTED);
  }

  @Test
  void isTheOneThatTheContractMakes() throws IOException {
    assertThat(Files.readString(COMMITTED))
        .as("docs/asyncapi.yaml is out of date; renew it with: %s", AsyncApiDocument.RENEW)
        .isEqualTo(made.text());
  }

  @Test
  void hasEveryTopicAndNoOther() {
    assertThat(values(committed.get("channels")))
        .extracting(channel -> channel.get("address").textValue())
        .containsExactlyElementsOf(Topics.all().stream().map(TopicSpec::name).toList());
  }

  @Test
  void hasOnEachTopicItsRecordTypesAndNoOther() {
    for (TopicSpec topic : Topics.all()) {
      Set<String> names =
          values(channelOf(topic).get("messages")).stream()
              .map(reference -> resolve(reference).get("name").textValue())
              .collect(toSet());
      Set<String> expected =
          topic.types().isEmpty()
              ? RAW.get(topic)
              : topic.types().stream()
                  .map(type -> SpecificData.get().getSchema(type).getFullName())
                  .collect(toSet());
      assertThat(names).as(topic.name()).isEqualTo(expected);
    }
  }

  @Test
  void carriesTheVerySchemasThatAreRegistered() {
    for (TopicSpec topic : Topics.all()) {
      Map<String, Schema> documented =
          values(channelOf(topic).get("messages")).stream()
              .map(this::resolve)
              .filter(message -> message.has("payload"))
              .map(message -> schemaIn(resolve(message.get("payload"))))
              .collect(toMap(Schema::getFullName, schema -> schema));
      for (var type : topic.types()) {
        Schema expected = NeutralSchema.of(SpecificData.get().getSchema(type));
        assertThat(documented.get(expected.getFullName()))
            .as(expected.getFullName())
            .isEqualTo(expected);
      }
    }
  }

  @Test
  void describesEveryRecordAndEveryField() {
    made.tree();

    assertThat(made.undocumented())
        .as("give these a doc comment in the IDL, or a word in contract.yaml's vocabulary")
        .isEmpty();
    assertThat(made.unusedWords()).isEmpty();
  }

  @Test
  void hasNoTwoRecordTypesOfOneName() {
    List<String> names =
        Topics.all().stream()
            .flatMap(topic -> topic.types().stream())
            .map(Class::getSimpleName)
            .toList();
    assertThat(new HashSet<>(names)).hasSameSizeAs(names);
  }

  @Test
  void givesExamplesThatTheirSchemasAccept() {
    assertThat(made.examples().properties()).isNotEmpty();
    made.examples()
        .properties()
        .forEach(
            example ->
                assertThatCode(() -> decode(example.getKey(), example.getValue()))
                    .as(example.getKey())
                    .doesNotThrowAnyException());
  }

  @Test
  void refersToNothingThatIsNotThere() {
    assertThat(committed.findValuesAsText("$ref"))
        .isNotEmpty()
        .allSatisfy(
            reference ->
                assertThat(committed.at(reference.substring(1)).isMissingNode())
                    .as(reference)
                    .isFalse());
  }

  private void decode(String name, JsonNode example) throws IOException {
    Schema schema = schemaIn(committed.at("/components/schemas/" + name));
    new GenericDatumReader<>(schema)
        .read(null, DecoderFactory.get().jsonDecoder(schema, example.toString()));
  }

  private static Schema schemaIn(JsonNode multiFormat) {
    return new Schema.Parser().parse(multiFormat.get("schema").toString());
  }

  private JsonNode channelOf(TopicSpec topic) {
    return values(committed.get("channels")).stream()
        .filter(channel -> channel.get("address").textValue().equals(topic.name()))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no channel for " + topic.name()));
  }

  private JsonNode resolve(JsonNode reference) {
    return committed.at(reference.get("$ref").textValue().substring(1));
  }

  private static List<JsonNode> values(JsonNode object) {
    return StreamSupport.stream(object.spliterator(), false).toList();
  }
}

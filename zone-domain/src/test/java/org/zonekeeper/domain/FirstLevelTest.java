package org.zonekeeper.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.zonekeeper.domain.capability.Capabilities;
import org.zonekeeper.domain.input.Input;
import org.zonekeeper.domain.settings.DomainSettings;
import org.zonekeeper.schemas.Topics;
import org.zonekeeper.schemas.common.Capability;
import org.zonekeeper.schemas.journal.CommandAccepted;
import org.zonekeeper.schemas.level.FeatureLevel;
import org.zonekeeper.schemas.level.RequiredLevel;
import org.zonekeeper.schemas.state.State.Entity;
import org.zonekeeper.schemas.wire.ReleasedSchemas;
import org.zonekeeper.schemas.wire.StateCodec;

/**
 * X9: whatever happens in a zone of the first level, an Agent Manager of release 0.1.0 can read all
 * of its journal, its orders and its state, and loses nothing by it.
 */
class FirstLevelTest {
  private static final int STEPS = 1_500;
  private static final ReleasedSchemas RELEASED = ReleasedSchemas.bundled();
  private static final Map<String, Schema> EVENTS = released(Topics.JOURNAL.name());
  private static final Map<String, Schema> ORDERS = released(Topics.ORDERS.name());
  private static final Map<String, Schema> STATE = released(ReleasedSchemas.STATE);
  private static final StateCodec CODEC = StateCodec.of(Entity.types());

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void shouldTellAndHoldNothingThatTheFirstReleaseCannotRead(long seed) throws IOException {
    RandomLife life = new RandomLife(seed);
    KeptZone zone = new KeptZone(DomainSettings.defaults());
    int accepted = 0;
    for (int i = 0; i < STEPS; i++) {
      Input input = i == 0 ? ofTheFirstLevel(life.opening()) : life.next();
      Outcome outcome = zone.handle(input, life.now());
      for (SpecificRecord event : outcome.events()) {
        assertReadable(event, EVENTS);
      }
      for (SpecificRecord order : outcome.orders()) {
        assertReadable(order, ORDERS);
      }
      for (var key : outcome.touched()) {
        Optional<Entity> entity = zone.state().entity(key);
        if (entity.isPresent()) {
          assertReadable(entity.get(), STATE);
          assertThat(fingerprint(CODEC.encode(entity.get())))
              .as("written as the first release writes it")
              .isEqualTo(
                  SchemaNormalization.parsingFingerprint64(
                      STATE.get(entity.get().getSchema().getFullName())));
        }
      }
      accepted += outcome.events().stream().anyMatch(CommandAccepted.class::isInstance) ? 1 : 0;
      life.hears(outcome);
    }
    assertThat(zone.state().zone().getFeatureLevel()).isEqualTo(FeatureLevel.FIRST.number());
    assertThat(accepted).as("commands that the zone took").isGreaterThan(STEPS / 50);
  }

  /** What the test above goes by must fail for what is new. */
  @Test
  void shouldSeeWhatTheFirstReleaseWouldLose() {
    SpecificRecord asked = Asked.logOnToAskForTheLeg("anna");
    Map<String, Schema> commands = released(Topics.COMMANDS.name());
    assertThat(asReadAndWrittenAgain(asked, commands.get(asked.getSchema().getFullName())))
        .isNotEqualTo(asked);
  }

  @Test
  void shouldOfferNoDesktopWhatTheZoneWouldRefuse() {
    ZoneStory story =
        ZoneStory.unowned()
            .when(Input.Adopt.opening(Told.AM_1, "first", FeatureLevel.FIRST))
            .given(Told.job("sales"))
            .when(Asked.logOn("anna"));
    var anna = story.state().agent("anna").orElseThrow();
    assertThat(Capabilities.of(anna, story.state()))
        .contains(Capability.READY)
        .allMatch(
            allowed ->
                RequiredLevel.ofSymbol(Capability.getClassSchema(), allowed.name())
                    == FeatureLevel.FIRST.number());
    story.given(FeatureLevelStoriesTest.raised());
    assertThat(Capabilities.of(anna, story.state())).contains(Capability.BLEND_TO_INBOUND);
  }

  private static Input ofTheFirstLevel(Input opening) {
    Input.Adopt adopt = (Input.Adopt) opening;
    return Input.Adopt.opening(adopt.owner(), adopt.grounds(), FeatureLevel.FIRST);
  }

  private static void assertReadable(SpecificRecord record, Map<String, Schema> released) {
    Schema then = released.get(record.getSchema().getFullName());
    assertThat(then).as("released: " + record.getSchema().getFullName()).isNotNull();
    assertThat(asReadAndWrittenAgain(record, then)).isEqualTo(record);
  }

  /** Through a program that knows the older schema alone, and back. */
  private static SpecificRecord asReadAndWrittenAgain(SpecificRecord record, Schema then) {
    try {
      Schema now = record.getSchema();
      byte[] written = bytes(out -> write(record, now, out));
      GenericRecord old =
          new GenericDatumReader<GenericRecord>(now, then)
              .read(null, DecoderFactory.get().binaryDecoder(written, null));
      var again = new ByteArrayOutputStream();
      BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(again, null);
      new GenericDatumWriter<GenericRecord>(then).write(old, encoder);
      encoder.flush();
      return new SpecificDatumReader<SpecificRecord>(
              then, now, SpecificData.getForClass(record.getClass()))
          .read(null, DecoderFactory.get().binaryDecoder(again.toByteArray(), null));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Writes a record. */
  private interface Writing {
    void into(ByteArrayOutputStream out) throws IOException;
  }

  private static byte[] bytes(Writing writing) throws IOException {
    var out = new ByteArrayOutputStream();
    writing.into(out);
    return out.toByteArray();
  }

  private static void write(SpecificRecord record, Schema schema, ByteArrayOutputStream out)
      throws IOException {
    BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
    new SpecificDatumWriter<SpecificRecord>(schema).write(record, encoder);
    encoder.flush();
  }

  private static long fingerprint(byte[] state) {
    return ByteBuffer.wrap(state).order(ByteOrder.LITTLE_ENDIAN).getLong(2);
  }

  private static Map<String, Schema> released(String folder) {
    List<Schema> schemas = new ArrayList<>(RELEASED.latestIn(folder));
    return schemas.stream().collect(Collectors.toMap(Schema::getFullName, Function.identity()));
  }
}

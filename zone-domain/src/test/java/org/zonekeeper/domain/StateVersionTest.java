package org.zonekeeper.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.specific.SpecificData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.zonekeeper.domain.apply.Applications;
import org.zonekeeper.domain.state.ZoneState;
import org.zonekeeper.schemas.journal.Journal.Event;
import org.zonekeeper.schemas.journal.ZoneOpened;
import org.zonekeeper.schemas.state.State;
import org.zonekeeper.schemas.state.State.Entity;
import org.zonekeeper.schemas.wire.ReleasedSchemas;

/**
 * What an older program left, in journals and in stores, has the digests that it had then: a zone's
 * digest covers the state as it was in the version with which the zone was opened.
 */
class StateVersionTest {
  private static final int FIRST = 1;

  @Test
  void shouldHaveTheVersionOfTheNewestField() {
    assertThat(
            schemas(State.PROTOCOL.getTypes()).values().stream().flatMap(StateVersionTest::since))
        .contains(ZoneState.VERSION)
        .allMatch(since -> since > FIRST && since <= ZoneState.VERSION);
  }

  /** A digest has enums by the places of their symbols. */
  @Test
  void shouldAddSymbolsOnlyAtTheEnd() {
    Map<String, Schema> now = schemas(State.PROTOCOL.getTypes());
    Map<String, Schema> then = schemas(ReleasedSchemas.bundled().in(ReleasedSchemas.STATE));
    then.values().removeIf(schema -> schema.getType() != Schema.Type.ENUM);
    assertThat(then).isNotEmpty();
    then.forEach(
        (name, released) ->
            assertThat(now.get(name).getEnumSymbols())
                .as(name)
                .startsWith(released.getEnumSymbols().toArray(new String[0])));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void shouldCoverAllThatTheZonesVersionHas(long seed) {
    ZoneState state = fold(life(seed, ZoneState.VERSION));
    assertThat(leftByTheFirst(state).digest()).isNotEqualTo(state.digest());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void shouldNotCoverWhatCameAfterTheZonesVersion(long seed) {
    ZoneState state = fold(life(seed, FIRST));
    assertThat(leftByTheFirst(state).digest()).isEqualTo(state.digest());
  }

  /** The new program finds the old one's store, and goes on. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void shouldHaveTheFoldsDigestInAStoreThatAnOlderProgramLeft(long seed) {
    List<Event> journal = life(seed, FIRST);
    ZoneState store = leftByTheFirst(fold(journal.subList(0, journal.size() / 2)));
    ZoneState fold = fold(journal.subList(0, journal.size() / 2));
    for (Event event : journal.subList(journal.size() / 2, journal.size())) {
      Applications.apply(store, event);
      Applications.apply(fold, event);
      assertThat(store.digest()).isEqualTo(fold.digest());
    }
  }

  private static List<Event> life(long seed, int version) {
    List<Event> events = RandomJournals.life(seed, 800).events();
    ((ZoneOpened) events.getFirst()).setStateVersion(version);
    return events;
  }

  private static ZoneState fold(List<Event> events) {
    ZoneState state = ZoneState.empty(RandomJournals.zone());
    events.forEach(event -> Applications.apply(state, event));
    return state;
  }

  /** The state without what came after the first version, but for the zone's own version. */
  private static ZoneState leftByTheFirst(ZoneState state) {
    int version = state.zone().getStateVersion();
    List<Entity> entities = new ArrayList<>();
    state
        .entities()
        .filter(entity -> entity.getSchema().getObjectProp("since") == null)
        .map(entity -> SpecificData.get().deepCopy(entity.getSchema(), entity))
        .forEach(
            entity -> {
              forget(entity);
              entities.add(entity);
            });
    ZoneState left = ZoneState.restore(RandomJournals.zone(), entities.stream());
    left.changeZone(zone -> zone.setStateVersion(version));
    return left;
  }

  private static void forget(IndexedRecord record) {
    for (Schema.Field field : record.getSchema().getFields()) {
      if (field.getObjectProp("since") != null) {
        record.put(field.pos(), SpecificData.get().getDefaultValue(field));
      } else if (record.get(field.pos()) instanceof IndexedRecord part) {
        forget(part);
      }
    }
  }

  private static Stream<Integer> since(Schema schema) {
    Stream<Object> ofFields =
        schema.getType() == Schema.Type.RECORD
            ? schema.getFields().stream().map(field -> field.getObjectProp("since"))
            : Stream.of();
    return Stream.concat(Stream.ofNullable(schema.getObjectProp("since")), ofFields)
        .filter(Integer.class::isInstance)
        .map(Integer.class::cast);
  }

  /** All records and enums within these, by their full names. */
  private static Map<String, Schema> schemas(Iterable<Schema> some) {
    Map<String, Schema> all = new LinkedHashMap<>();
    some.forEach(schema -> collect(schema, all));
    return all;
  }

  private static void collect(Schema schema, Map<String, Schema> all) {
    switch (schema.getType()) {
      case UNION -> schema.getTypes().forEach(branch -> collect(branch, all));
      case ARRAY -> collect(schema.getElementType(), all);
      case ENUM -> all.putIfAbsent(schema.getFullName(), schema);
      case RECORD -> {
        if (all.putIfAbsent(schema.getFullName(), schema) == null) {
          schema.getFields().forEach(field -> collect(field.schema(), all));
        }
      }
      default -> {
        // Has no name.
      }
    }
  }
}

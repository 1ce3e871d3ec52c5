package org.zonekeeper.schemas.level;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.avro.JsonProperties;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.zonekeeper.schemas.TopicSpec;
import org.zonekeeper.schemas.Topics;
import org.zonekeeper.schemas.command.ActorRole;
import org.zonekeeper.schemas.command.ChangeJob;
import org.zonekeeper.schemas.command.CommandHeader;
import org.zonekeeper.schemas.command.LogOn;
import org.zonekeeper.schemas.command.NailUp;
import org.zonekeeper.schemas.command.RaiseFeatureLevel;
import org.zonekeeper.schemas.common.PacingMode;
import org.zonekeeper.schemas.common.RefusalReason;
import org.zonekeeper.schemas.level.RequiredLevel.Need;
import org.zonekeeper.schemas.wire.ReleasedSchemas;

/** X9: the marks in the IDL say of all that may be asked of a zone which level it needs. */
class RequiredLevelTest {
  private static final int FIRST = FeatureLevel.FIRST.number();
  private static final int SECOND = FeatureLevel.SECOND.number();

  @Test
  void shouldAskForNoMoreThanTheFirstLevelWhereNothingIsNew() {
    assertThat(RequiredLevel.of(logOn().build())).isEqualTo(new Need(FIRST, ""));
  }

  @Test
  void shouldSayWhatAsksForTheLevel() {
    assertThat(RequiredLevel.of(new NailUp(header().build(), "anna")))
        .isEqualTo(new Need(SECOND, "NailUp"));
    assertThat(RequiredLevel.of(logOn().setNailupAsked(true).build()))
        .isEqualTo(new Need(SECOND, "nailupAsked"));
    var change = ChangeJob.newBuilder().setHeader(header().build()).setJobId("sales");
    assertThat(RequiredLevel.of(change.setPacing(PacingMode.PREDICTIVE).build()).level())
        .isEqualTo(FIRST);
    assertThat(RequiredLevel.of(change.setPacing(PacingMode.MANUAL).build()))
        .isEqualTo(new Need(SECOND, "pacing MANUAL"));
  }

  @Test
  void shouldLookIntoTheHeader() {
    var refused = header().setRefusedByGateway(RefusalReason.TIME_IN_PAST).build();
    assertThat(RequiredLevel.of(logOn().setHeader(refused).build()))
        .isEqualTo(new Need(SECOND, "header.refusedByGateway TIME_IN_PAST"));
  }

  /** The way to the next level is no part of it: programs of a lower one never get it to read. */
  @Test
  void shouldMarkWhateverCameAfterTheLastReleaseAndNothingElse() {
    List<String> wrong = new ArrayList<>();
    for (TopicSpec topic : List.of(Topics.COMMANDS, Topics.FACTS)) {
      Map<String, Schema> released = released(topic);
      for (Class<? extends SpecificRecord> type : topic.types()) {
        Schema now = SpecificData.get().getSchema(type);
        Schema then = released.get(now.getFullName());
        if (type == RaiseFeatureLevel.class) {
          continue;
        }
        if ((then == null) != isMarked(now)) {
          wrong.add(
              now.getName() + ": " + (then == null ? "new and not marked" : "marked, but known"));
        }
        if (then != null) {
          compare(now.getName(), now, then, wrong);
        }
      }
    }
    assertThat(wrong).as("see the head of commands.avdl").isEmpty();
  }

  private static void compare(String where, Schema now, Schema then, List<String> wrong) {
    switch (now.getType()) {
      case RECORD ->
          now.getFields()
              .forEach(
                  field -> {
                    Schema.Field known = then.getField(field.name());
                    String at = where + "." + field.name();
                    if ((known == null) != (RequiredLevel.ofField(field) > FIRST)) {
                      wrong.add(at);
                    }
                    if (known != null) {
                      compare(at, field.schema(), known.schema(), wrong);
                    }
                  });
      case ARRAY -> compare(where, now.getElementType(), then.getElementType(), wrong);
      case UNION -> {
        for (int branch = 0; branch < then.getTypes().size(); branch++) {
          compare(where, now.getTypes().get(branch), then.getTypes().get(branch), wrong);
        }
      }
      case ENUM ->
          now.getEnumSymbols().stream()
              .filter(
                  symbol ->
                      then.hasEnumSymbol(symbol) == RequiredLevel.ofSymbol(now, symbol) > FIRST)
              .forEach(symbol -> wrong.add(where + " " + symbol));
      default -> {
        // Has no parts.
      }
    }
  }

  private static boolean isMarked(JsonProperties type) {
    return type.getObjectProp("level") != null;
  }

  private static Map<String, Schema> released(TopicSpec topic) {
    return ReleasedSchemas.bundled().latestIn(topic.name()).stream()
        .collect(
            Collectors.toMap(
                Schema::getFullName, Function.identity(), (a, b) -> b, LinkedHashMap::new));
  }

  private static LogOn.Builder logOn() {
    return LogOn.newBuilder()
        .setHeader(header().build())
        .setAgentId("anna")
        .setExtension("4711")
        .setSessionId("s-1");
  }

  private static CommandHeader.Builder header() {
    return CommandHeader.newBuilder()
        .setCommandId("c-1")
        .setZone("north")
        .setEpochSeen(1)
        .setActor("anna")
        .setRole(ActorRole.AGENT)
        .setSentAt(1)
        .setOrigin("gateway");
  }
}

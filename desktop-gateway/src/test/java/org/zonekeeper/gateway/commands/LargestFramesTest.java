package org.zonekeeper.gateway.commands;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.zonekeeper.gateway.protocol.ClientMessage;
import org.zonekeeper.gateway.protocol.CommandType;
import org.zonekeeper.gateway.protocol.Endpoint;
import org.zonekeeper.gateway.protocol.Field;
import org.zonekeeper.gateway.protocol.FieldKind;
import org.zonekeeper.gateway.protocol.FrameReader;
import org.zonekeeper.gateway.protocol.ProtocolException;
import org.zonekeeper.gateway.session.AgentSession;
import org.zonekeeper.gateway.session.AgentSessions;
import org.zonekeeper.gateway.session.ClientOutput;
import org.zonekeeper.gateway.session.CloseCode;
import org.zonekeeper.gateway.zone.ObservedInstant;
import org.zonekeeper.gateway.zone.OwnerSilenceLimits;
import org.zonekeeper.gateway.zone.ZoneWatches;
import org.zonekeeper.schemas.ZoneDirectory;
import org.zonekeeper.schemas.command.ActorRole;
import org.zonekeeper.schemas.command.ChangeJob;
import org.zonekeeper.schemas.command.CommandHeader;
import org.zonekeeper.schemas.command.Commands.Command;
import org.zonekeeper.schemas.common.JobSettings;
import org.zonekeeper.schemas.limit.RecordLimits;
import org.zonekeeper.schemas.trust.ContractTypes;

/**
 * Every message of the gateway's table with every field as large as it may be makes a record that
 * the zone takes; what is larger is refused at the gateway, where somebody hears of it.
 */
class LargestFramesTest {
  static {
    ContractTypes.trust();
  }

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String LONGEST = "李".repeat(128);
  private static final Set<CommandType> GATEWAYS_OWN =
      EnumSet.of(
          CommandType.AGT_RESUME_SESSION,
          CommandType.POM_CLIENT_ALIVE,
          CommandType.RENEW_TOKEN,
          CommandType.SUP_SUBSCRIBE,
          CommandType.AGT_GET_CONSULT_TYPES,
          CommandType.AGT_GET_CONSULT_DESTS_FOR_TYPE,
          CommandType.AGT_GET_CALLBACK_TYPES,
          CommandType.AGT_GET_CALLBACK_DESTS_FOR_TYPE,
          CommandType.AGT_GET_TIMEZONES,
          CommandType.AGT_GET_CUSTOMER_DETAILS,
          CommandType.AGT_GET_CONTACT_ATTRIBUTES,
          CommandType.AGT_REFRESH_AGENT_NOTES,
          CommandType.AGT_IS_IN_DNC,
          CommandType.SUP_GET_CALLBACKS);

  static Stream<CommandType> messages() {
    return Arrays.stream(CommandType.values()).filter(type -> !GATEWAYS_OWN.contains(type));
  }

  @ParameterizedTest
  @MethodSource("messages")
  void theLargestFrameMakesARecordThatAZoneTakes(CommandType type) throws Exception {
    Command record =
        CommandRecords.of(told(read(type, largest(type))), header(), asker("s".repeat(73)));
    assertThat(RecordLimits.fault(record)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"campaign", "defaultCompletionCode"})
  void aSettingThatIsTooLongIsRefusedAtTheGateway(String setting) throws Exception {
    ObjectNode frame = largest(CommandType.SUP_START_JOB);
    ((ObjectNode) frame.get("settings")).put(setting, "x".repeat(40_000));
    assertThatThrownBy(
            () -> CommandRecords.of(read(CommandType.SUP_START_JOB, frame), header(), asker("s")))
        .isInstanceOf(ProtocolException.class)
        .hasMessage("SUPStartJob: settings.%s has 40000 characters; allowed: 128 at most", setting);
  }

  @ParameterizedTest
  @ValueSource(strings = {"completionCodes", "requiredSkills"})
  void aListThatIsTooLongIsRefusedAtTheGateway(String setting) throws Exception {
    ObjectNode frame = largest(CommandType.SUP_START_JOB);
    ArrayNode list = ((ObjectNode) frame.get("settings")).putArray(setting);
    for (int i = 0; i < 101; i++) {
      list.add("c" + i);
    }
    assertThatThrownBy(
            () -> CommandRecords.of(read(CommandType.SUP_START_JOB, frame), header(), asker("s")))
        .hasMessage("SUPStartJob: settings.%s has 101 items; allowed: 100 at most", setting);
  }

  private static ClientMessage read(CommandType type, ObjectNode frame) throws Exception {
    Endpoint endpoint =
        Arrays.stream(Endpoint.values()).filter(type::isOf).findFirst().orElseThrow();
    return FrameReader.read(endpoint, JSON.writeValueAsString(frame));
  }

  /** With what the gateway's desk for contacts adds. */
  private static ClientMessage told(ClientMessage message) {
    ObjectNode body = message.body();
    if (ContactDesk.answers(message.type())) {
      body.put("call", LONGEST).put("textHash", "f".repeat(64));
      ObjectNode hashes = body.putObject("hashes");
      message.texts("numbers").forEach(kind -> hashes.put(kind, "f".repeat(64)));
    }
    return new ClientMessage(message.type(), message.id(), body);
  }

  private static CommandHeader header() {
    return new CommandHeader(
        "g".repeat(40) + "-" + "f".repeat(32) + ":" + "i".repeat(64),
        "north",
        Long.MAX_VALUE,
        LONGEST,
        ActorRole.AGENT,
        Long.MAX_VALUE,
        "g".repeat(40),
        null);
  }

  private static ObjectNode largest(CommandType type) {
    ObjectNode frame = JSON.createObjectNode().put("type", type.wireName()).put("id", "1");
    for (Field field : type.fields()) {
      frame.set(field.name(), largest(type, field));
    }
    return frame;
  }

  /** The largest of what the kind takes; a kind that is added is found out by what it takes. */
  private static JsonNode largest(CommandType type, Field field) {
    FieldKind kind = field.kind();
    if (kind == FieldKind.OBJECT) {
      return settings(type == CommandType.SUP_START_JOB ? JobSettings.getClassSchema() : changes());
    }
    JsonNodeFactory json = JSON.getNodeFactory();
    return Stream.of(
            List.<JsonNode>of(
                json.textNode(LONGEST), names(100), names(1), json.numberNode(Long.MAX_VALUE)),
            List.<JsonNode>of(json.numberNode(1), json.booleanNode(true), json.objectNode()),
            Arrays.stream(kind.allowed().split("[^A-Za-z0-9_]+", -1)).map(json::textNode).toList(),
            Arrays.stream(kind.allowed().split(" ", -1)).map(json::textNode).toList())
        .flatMap(Collection::stream)
        .filter(kind::accepts)
        .findFirst()
        .orElseThrow(() -> new AssertionError("no value of kind " + kind + " is tried here"));
  }

  private static Schema changes() {
    return ChangeJob.getClassSchema();
  }

  private static ArrayNode names(int count) {
    ArrayNode names = JSON.createArrayNode();
    for (int i = 0; i < count; i++) {
      names.add(LONGEST);
    }
    return names;
  }

  private static ObjectNode settings(Schema schema) {
    ObjectNode settings = JSON.createObjectNode();
    for (Schema.Field field : schema.getFields()) {
      Schema type =
          field.schema().getType() == Schema.Type.UNION
              ? field.schema().getTypes().getLast()
              : field.schema();
      if (!field.name().equals("header") && !field.name().equals("jobId")) {
        switch (type.getType()) {
          case STRING -> settings.put(field.name(), LONGEST);
          case ARRAY -> settings.set(field.name(), names(100));
          case INT -> settings.put(field.name(), Integer.MAX_VALUE);
          case DOUBLE -> settings.put(field.name(), Double.MAX_VALUE);
          case BOOLEAN -> settings.put(field.name(), true);
          case ENUM -> settings.put(field.name(), type.getEnumSymbols().getFirst());
          default -> throw new AssertionError("a setting of a kind not tried here: " + field);
        }
      }
    }
    return settings;
  }

  static AgentSession asker(String id) {
    ZoneWatches zones =
        new ZoneWatches(ZoneDirectory.parse("north=0"), new OwnerSilenceLimits(1_000, 1_000));
    String gateway = "g".repeat(40) + ".0123456789abcdef";
    return new AgentSessions(zones, new AgentSessions.Limits("g.", gateway, 1, 1, 1))
        .open(id, "f".repeat(64), new Unconnected(), new ObservedInstant(0, 0));
  }

  /** Nobody listens. */
  private static final class Unconnected implements ClientOutput {
    @Override
    public void send(String frame) {}

    @Override
    public int room() {
      return 1;
    }

    @Override
    public void close(CloseCode code, String reason) {}
  }
}

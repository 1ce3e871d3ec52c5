package org.zonekeeper.chaos.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.zonekeeper.gateway.protocol.CommandType;
import org.zonekeeper.gateway.protocol.Endpoint;
import org.zonekeeper.gateway.protocol.Field;
import org.zonekeeper.gateway.protocol.FrameReader;
import org.zonekeeper.gateway.protocol.ProtocolException;
import org.zonekeeper.schemas.common.AgentState;
import org.zonekeeper.schemas.common.CallState;
import org.zonekeeper.schemas.common.NailupState;
import org.zonekeeper.schemas.common.PreviewCancelMode;
import org.zonekeeper.schemas.common.RecordingPauseReason;

/** Frames of agents and supervisors, made from the table of commands. Stateless. */
final class FrameTargets {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<CommandType> TYPES = List.of(CommandType.values());
  private static final List<Endpoint> ENDPOINTS = List.of(Endpoint.values());

  private FrameTargets() {}

  static List<FuzzTarget> all() {
    return List.of(
        Decoder.of(
            "frames",
            any -> FrameReader.read(any.oneOf(ENDPOINTS), any.changed(frame(any))),
            ProtocolException.class));
  }

  /** A frame of one of the commands with values that fit, but for one in eight. */
  static ObjectNode frame(AnyInput any) {
    return frame(any, List.of("north"));
  }

  /** The same about one of these zones. */
  static ObjectNode frame(AnyInput any, List<String> zones) {
    CommandType type = any.oneOf(TYPES);
    // What a supervisor may do takes effect: of a zone that is down nothing more would be heard.
    String zone = type == CommandType.SUP_ZONE_DOWN ? "nowhere" : any.oneOf(zones);
    ObjectNode frame =
        JSON.createObjectNode()
            .put("type", type.wireName())
            .put("id", Integer.toString(any.random().nextInt(1 << 20)));
    for (Field field : type.fields()) {
      if (any.oneIn(8)) {
        frame.put(field.name(), any.text());
      } else {
        frame.set(field.name(), fitting(field, zone));
      }
    }
    return frame;
  }

  private static JsonNode fitting(Field field, String zone) {
    JsonNodeFactory nodes = JSON.getNodeFactory();
    return switch (field.kind()) {
      case NAME -> nodes.textNode(field.name().equals("zone") ? zone : "anna");
      case FLAG -> nodes.booleanNode(true);
      case NAMES, ZONES -> nodes.arrayNode().add(zone);
      case SEQUENCE, GRACE -> nodes.numberNode(7);
      case READINESS -> nodes.textNode("Ready");
      case AGENT_STATE -> nodes.textNode(AgentState.READY.name());
      case CALL_STATE -> nodes.textNode(CallState.TALKING.name());
      case NAILUP -> nodes.textNode(NailupState.NAILED_UP.name());
      case PAUSE_REASON -> nodes.textNode(RecordingPauseReason.CARD_DATA.name());
      case NOTE, VALUE -> nodes.textNode("asked about <b>rates</b>");
      case NUMBERS -> nodes.arrayNode().add("mobile");
      case DIGITS -> nodes.textNode("123#");
      case NAILUP_MODE -> nodes.textNode("AUTO");
      case WORK_DIRECTION -> nodes.textNode("INBOUND");
      case BLEND_MEASURE -> nodes.textNode("WAITING_CALLS");
      case CALLBACK_TYPE -> nodes.textNode("CAMPAIGN");
      case LOCAL_TIME -> nodes.textNode("2026-12-01T15:30");
      case KEYED_NUMBER -> nodes.textNode("+4420");
      case CONSULT_TYPE -> nodes.textNode("EXTERNAL");
      case PREVIEW_CANCEL -> nodes.textNode(PreviewCancelMode.REJECT.name());
      case TOKEN -> nodes.textNode("a.b.c");
      case OBJECT -> nodes.objectNode().put("priority", 7);
    };
  }
}

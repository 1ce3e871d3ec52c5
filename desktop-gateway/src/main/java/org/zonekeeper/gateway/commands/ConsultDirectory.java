package org.zonekeeper.gateway.commands;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.zonekeeper.gateway.protocol.ClientMessage;
import org.zonekeeper.gateway.protocol.CommandType;
import org.zonekeeper.gateway.protocol.FrameWriter;
import org.zonekeeper.gateway.protocol.Reason;
import org.zonekeeper.gateway.protocol.Refusal;
import org.zonekeeper.gateway.session.AgentKey;
import org.zonekeeper.gateway.session.AgentReadModel;
import org.zonekeeper.gateway.session.AgentSession;
import org.zonekeeper.schemas.common.CallbackType;
import org.zonekeeper.schemas.status.AgentSnapshot;

/**
 * Answers whom an agent can consult, or can leave a callback to, from the gateway's own view of the
 * zone: in an outage, too. What is shown is as of a moment ago; the zone decides. Desk thread only.
 */
public final class ConsultDirectory {
  /** Agents in one answer: more than anybody reads, and a frame of some tens of kilobytes. */
  static final int MOST = 200;

  private final AgentReadModel agents;

  public ConsultDirectory(AgentReadModel agents) {
    this.agents = agents;
  }

  /** Whether the command is a question that is answered here. */
  public static boolean answers(CommandType type) {
    return type == CommandType.AGT_GET_CONSULT_TYPES
        || type == CommandType.AGT_GET_CONSULT_DESTS_FOR_TYPE
        || type == CommandType.AGT_GET_CALLBACK_DESTS_FOR_TYPE;
  }

  /** Answers the question at once. */
  public void answer(AgentSession session, ClientMessage message) {
    Optional<AgentKey> agent = session.agent();
    if (agent.isEmpty()) {
      session.send(
          FrameWriter.refused(
              message.type(),
              message.id(),
              new Refusal(
                  Reason.NOT_LOGGED_ON,
                  message.type().wireName() + " needs an agent who is logged on: AGTLogon first"),
              Map.of()));
    } else if (message.type() == CommandType.AGT_GET_CONSULT_TYPES) {
      session.send(
          FrameWriter.accepted(
              message.type(),
              message.id(),
              Map.of("consultTypes", List.of(type("AGENT", false), type("EXTERNAL", true)))));
    } else if (message.type() == CommandType.AGT_GET_CALLBACK_DESTS_FOR_TYPE) {
      String type = message.text("callbackType");
      List<Map<String, Object>> destinations =
          CallbackDirectory.isForOneAgent(CallbackType.valueOf(type))
              ? agentsOf(agent.get().zone(), other -> true, Map.of("callbackType", type))
              : List.of();
      session.send(
          FrameWriter.accepted(message.type(), message.id(), Map.of("destinations", destinations)));
    } else {
      List<Map<String, Object>> destinations =
          message.text("consultType").equals("AGENT") ? colleagues(agent.get()) : List.of();
      session.send(
          FrameWriter.accepted(message.type(), message.id(), Map.of("destinations", destinations)));
    }
  }

  private static Map<String, Object> type(String name, boolean freeForm) {
    Map<String, Object> type = new LinkedHashMap<>();
    type.put("consultType", name);
    type.put("allowFreeForm", freeForm);
    return type;
  }

  private List<Map<String, Object>> colleagues(AgentKey asker) {
    return agentsOf(
        asker.zone(),
        other -> !other.getAgentId().equals(asker.agentId()),
        Map.of("consultType", "AGENT"));
  }

  /** Those who are ready come first. */
  private List<Map<String, Object>> agentsOf(
      String zone, Predicate<AgentSnapshot> which, Map<String, Object> as) {
    return agents.readyFirst(zone).stream()
        .filter(which)
        .limit(MOST)
        .map(other -> destination(other, as))
        .toList();
  }

  private static Map<String, Object> destination(AgentSnapshot other, Map<String, Object> as) {
    Map<String, Object> destination = new LinkedHashMap<>(as);
    destination.put("agent", other.getAgentId());
    destination.put("agentState", other.getAgentState().name());
    destination.put("callState", other.getCallState().name());
    return destination;
  }
}

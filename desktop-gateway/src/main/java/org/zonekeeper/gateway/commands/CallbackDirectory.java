package org.zonekeeper.gateway.commands;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.zonekeeper.gateway.protocol.ClientMessage;
import org.zonekeeper.gateway.protocol.CommandType;
import org.zonekeeper.gateway.protocol.FrameWriter;
import org.zonekeeper.gateway.session.CommandIssuer;
import org.zonekeeper.schemas.common.CallbackType;
import org.zonekeeper.schemas.status.AgentSnapshot;
import org.zonekeeper.schemas.status.CallbackSnapshot;

/**
 * Answers which callbacks there are, from the read model: in an outage, too. What is shown is as of
 * a moment ago; the zone decides. Desk thread only.
 */
public final class CallbackDirectory {
  /** Callbacks in one answer: more than anybody reads, and a frame of some tens of kilobytes. */
  static final int MOST = 200;

  /** Places alone: what else has a name there (EST, Etc/GMT+5) is nobody's local time. */
  private static final List<String> TIME_ZONES =
      ZoneId.getAvailableZoneIds().stream()
          .filter(id -> id.contains("/") && !id.startsWith("Etc/") && !id.startsWith("SystemV/"))
          .sorted()
          .toList();

  private final Map<String, Map<String, CallbackSnapshot>> byZone = new HashMap<>();

  /** A record of the read model. */
  public void put(CallbackSnapshot snapshot) {
    byZone
        .computeIfAbsent(snapshot.getZone(), zone -> new HashMap<>())
        .put(snapshot.getCallbackId(), snapshot);
  }

  /** There is no such callback any more. */
  public void remove(String zone, String callbackId) {
    byZone.getOrDefault(zone, new HashMap<>()).remove(callbackId);
  }

  /** Whether the command is a question that is answered here. */
  public static boolean answers(CommandType type) {
    return type == CommandType.AGT_GET_CALLBACK_TYPES
        || type == CommandType.AGT_GET_TIMEZONES
        || type == CommandType.SUP_GET_CALLBACKS;
  }

  /**
   * Answers the question at once.
   *
   * @param asking where the agent who asks stands; empty if it is none, or is not known yet
   */
  public void answer(CommandIssuer asker, ClientMessage message, Optional<AgentSnapshot> asking) {
    asker.send(
        FrameWriter.accepted(
            message.type(),
            message.id(),
            switch (message.type()) {
              case AGT_GET_CALLBACK_TYPES -> typesAndHours(asking);
              case AGT_GET_TIMEZONES -> Map.of("timeZones", TIME_ZONES);
              default -> callbacks(message.text("zone"));
            }));
  }

  private static Map<String, Object> typesAndHours(Optional<AgentSnapshot> asking) {
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("callbackTypes", types());
    asking
        .map(AgentSnapshot::getCallingHoursFrom)
        .ifPresent(from -> answer.put("callingHoursFrom", from));
    asking.map(AgentSnapshot::getCallingHoursTo).ifPresent(to -> answer.put("callingHoursTo", to));
    return answer;
  }

  /** All of them; which ones a job allows its refusal says. */
  private static List<Map<String, Object>> types() {
    return Stream.of(CallbackType.values())
        .filter(type -> type != CallbackType.UNKNOWN)
        .map(
            type ->
                Map.<String, Object>of(
                    "callbackType", type.name(), "forOneAgent", isForOneAgent(type)))
        .toList();
  }

  static boolean isForOneAgent(CallbackType type) {
    return type == CallbackType.STRICT_AGENT || type == CallbackType.PREFERRED_AGENT;
  }

  /** What is due first comes first. */
  private Map<String, Object> callbacks(String zone) {
    List<CallbackSnapshot> all = new ArrayList<>(byZone.getOrDefault(zone, Map.of()).values());
    all.sort(
        Comparator.comparingLong(CallbackSnapshot::getDueAt)
            .thenComparing(CallbackSnapshot::getCallbackId));
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("zone", zone);
    answer.put("callbacks", all.stream().limit(MOST).map(CallbackDirectory::plain).toList());
    answer.put("more", Math.max(0, all.size() - MOST));
    return answer;
  }

  private static Map<String, Object> plain(CallbackSnapshot callback) {
    Map<String, Object> plain = new LinkedHashMap<>();
    plain.put("callback", callback.getCallbackId());
    plain.put("callbackType", callback.getCallbackType().name());
    plain.put("standing", callback.getStanding().name());
    plain.put("job", callback.getJobId());
    plain.put("campaign", callback.getCampaign());
    plain.put("contact", callback.getContact());
    if (callback.getAgentId() != null) {
      plain.put("forAgent", callback.getAgentId());
    }
    plain.put("localTime", callback.getLocalTime());
    plain.put("timeZone", callback.getTimeZone());
    plain.put("dueAt", callback.getDueAt());
    plain.put("expiresAt", callback.getExpiresAt());
    plain.put("tries", callback.getTries());
    return plain;
  }
}

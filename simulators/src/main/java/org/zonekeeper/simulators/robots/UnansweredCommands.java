package org.zonekeeper.simulators.robots;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** A desktop's commands that have no answer yet, in the order sent. Confined to their desktop. */
final class UnansweredCommands {
  private final Map<String, Pending> byId = new LinkedHashMap<>();
  private final String prefix;
  private long number;

  /** A command on its way, and who waits for the answer. */
  record Pending(
      ObjectNode frame, Consumer<GatewayAnswer> whenAnswered, Consumer<String> whenLost) {
    String type() {
      return frame.path("type").asText();
    }
  }

  /**
   * @param prefix unlike that of any other connection of this desktop, because ids that are sent
   *     again after a resume must not meet others
   */
  UnansweredCommands(String prefix) {
    this.prefix = prefix;
  }

  /** Gives the command its id and remembers it. */
  void add(ObjectNode frame, Consumer<GatewayAnswer> whenAnswered, Consumer<String> whenLost) {
    String id = prefix + ++number;
    frame.put("id", id);
    byId.put(id, new Pending(frame, whenAnswered, whenLost));
  }

  /** Takes the command that the frame answers. */
  Optional<Pending> take(ObjectNode answer) {
    return Optional.ofNullable(byId.remove(answer.path("id").asText("")));
  }

  boolean has(String type) {
    return byId.values().stream().anyMatch(pending -> pending.type().equals(type));
  }

  /** To be sent again after a resume, under their old ids. */
  List<ObjectNode> unanswered() {
    return byId.values().stream().map(Pending::frame).toList();
  }

  /** Their session is gone: nobody will answer. */
  void lose(String why) {
    List<Pending> lost = List.copyOf(byId.values());
    byId.clear();
    lost.forEach(pending -> pending.whenLost().accept(why));
  }
}

package org.zonekeeper.simulators.robots;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.Consumer;

/** Makes frames of the desktop protocol. Stateless. */
final class Frames {
  private Frames() {}

  static ObjectNode command(String type) {
    return JsonNodeFactory.instance.objectNode().put("type", type);
  }

  static ObjectNode command(String type, Consumer<ObjectNode> fields) {
    ObjectNode frame = command(type);
    fields.accept(frame);
    return frame;
  }
}

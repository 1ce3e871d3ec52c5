package org.zonekeeper.bench.gateway;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What the bare server does with the same crowd. Immutable.
 *
 * @param storm everybody connects and hears an echo
 * @param telling one group is told, from the teller's sending to each desktop
 * @param heapMegabytes with all connections, after a collection
 */
record Floor(Storm storm, Telling telling, long heapMegabytes) {
  ObjectNode toJson() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.set("storm", storm.toJson());
    json.set("told", telling.toJson());
    return json.put("heapMegabytes", heapMegabytes);
  }
}

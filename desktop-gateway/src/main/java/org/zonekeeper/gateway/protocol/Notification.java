package org.zonekeeper.gateway.protocol;

import java.util.HashMap;
import java.util.Map;

/**
 * What a desktop is told without having asked. Immutable. Small, because a gateway remembers many
 * of them for every agent.
 *
 * @param type which of the table
 * @param place the zone, epoch, sequence and time that it carries
 * @param fields the type's own fields that are present, in no order
 */
public record Notification(NotificationType type, Place place, Map<String, Object> fields) {

  /**
   * Where in a zone's story a notification stands.
   *
   * @param time epoch milliseconds, UTC
   */
  public record Place(String zone, long epoch, long sequence, long time) {}

  public Notification {
    fields = Map.copyOf(fields);
    for (String field : fields.keySet()) {
      if (!type.fields().contains(field)) {
        throw new IllegalArgumentException(
            "%s has no field %s; the table of notifications has %s"
                .formatted(type.wireName(), field, type.fields()));
      }
    }
  }

  /** One without fields of its own. */
  public static Notification of(NotificationType type, Place place) {
    return new Notification(type, place, Map.of());
  }

  /** The same with one more field; a null value means that the field is absent. */
  public Notification with(String field, Object value) {
    if (value == null) {
      return this;
    }
    Map<String, Object> more = new HashMap<>(fields);
    more.put(field, value instanceof Enum<?> constant ? constant.name() : value);
    return new Notification(type, place, more);
  }
}

package org.zonekeeper.schemas.wire;

import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;

/**
 * A topic and the record types that it may carry, by full name. Nothing else is ever written to it
 * or decoded from it: the name inside a schema never decides which class is loaded.
 */
public record TopicRecords(String topic, Map<String, Class<? extends SpecificRecord>> types) {
  public TopicRecords {
    if (topic.isBlank()) {
      throw new IllegalArgumentException("a topic needs a name");
    }
    if (types.isEmpty()) {
      throw new IllegalArgumentException("topic " + topic + " needs at least one record type");
    }
    types = Collections.unmodifiableMap(new TreeMap<>(types));
  }

  public static TopicRecords of(
      String topic, Collection<? extends Class<? extends SpecificRecord>> types) {
    Map<String, Class<? extends SpecificRecord>> byName = new TreeMap<>();
    types.forEach(type -> byName.put(schemaOf(type).getFullName(), type));
    return new TopicRecords(topic, byName);
  }

  /** The subject of a record type on this topic, after {@code TopicRecordNameStrategy}. */
  public String subject(String recordFullName) {
    return topic + "-" + recordFullName;
  }

  static Schema schemaOf(Class<? extends SpecificRecord> type) {
    return SpecificData.get().getSchema(type);
  }

  String allowed() {
    return String.join(", ", types.keySet());
  }
}

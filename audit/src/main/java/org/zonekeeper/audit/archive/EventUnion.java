package org.zonekeeper.audit.archive;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;

/**
 * The schema of one container file: a union of events' schemas, exactly as they were written with.
 * Within one file a name means one thing, so two versions of a type, or of a record that events
 * share, need two files. Immutable.
 */
final class EventUnion {
  private final Schema schema;
  private final Map<Schema, Integer> indexes;

  private EventUnion(List<Schema> members) {
    this.schema = Schema.createUnion(members);
    this.indexes = new HashMap<>();
    members.forEach(member -> indexes.put(member, indexes.size()));
  }

  /**
   * A union that has the first schema, and of the others every one that gets on with those before
   * it.
   */
  static EventUnion of(Schema first, Collection<Schema> others) {
    Map<String, Schema> members = new LinkedHashMap<>();
    Map<String, Schema> names = new HashMap<>();
    add(first, members, names);
    others.forEach(other -> add(other, members, names));
    return new EventUnion(new ArrayList<>(members.values()));
  }

  Schema schema() {
    return schema;
  }

  /** The schema's place in the union; empty if it needs another file. */
  Optional<Integer> indexOf(Schema member) {
    return Optional.ofNullable(indexes.get(member));
  }

  private static void add(Schema schema, Map<String, Schema> members, Map<String, Schema> names) {
    Map<String, Schema> own = new HashMap<>();
    collect(schema, own);
    boolean agrees =
        own.entrySet().stream()
            .allMatch(
                name -> names.getOrDefault(name.getKey(), name.getValue()).equals(name.getValue()));
    if (agrees && members.putIfAbsent(schema.getFullName(), schema) == null) {
      names.putAll(own);
    }
  }

  private static void collect(Schema schema, Map<String, Schema> names) {
    switch (schema.getType()) {
      case RECORD -> {
        if (names.putIfAbsent(schema.getFullName(), schema) == null) {
          schema.getFields().forEach(field -> collect(field.schema(), names));
        }
      }
      case ENUM, FIXED -> names.putIfAbsent(schema.getFullName(), schema);
      case ARRAY -> collect(schema.getElementType(), names);
      case MAP -> collect(schema.getValueType(), names);
      case UNION -> schema.getTypes().forEach(branch -> collect(branch, names));
      default -> {
        // Primitive types have no name.
      }
    }
  }
}

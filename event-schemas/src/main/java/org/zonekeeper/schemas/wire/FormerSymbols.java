package org.zonekeeper.schemas.wire;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.avro.JsonProperties;
import org.apache.avro.Schema;

/**
 * The symbols that enums of the contract had before they were renamed. Avro knows aliases of types
 * and fields but not of symbols: an old symbol would be read as the enum's default, silently. The
 * IDL says {@code @formerSymbols({"OLD": "NEW"})} at the enum; a symbol keeps its place, so that
 * what digests see of it stays the same. Old symbols are read, never written. Immutable; any
 * thread.
 */
public final class FormerSymbols {
  private static final String PROPERTY = "formerSymbols";

  /** By the enum's full name, then by the former symbol. */
  private final Map<String, Map<String, String>> renamed = new HashMap<>();

  private FormerSymbols() {}

  /** Those of every enum in a current schema. */
  public static FormerSymbols of(Schema current) {
    FormerSymbols found = new FormerSymbols();
    found.collect(current, new HashSet<>());
    return found;
  }

  private void collect(Schema schema, Set<String> seen) {
    switch (schema.getType()) {
      case ENUM -> {
        if (schema.getObjectProp(PROPERTY) instanceof Map<?, ?> symbols) {
          Map<String, String> names = new HashMap<>();
          symbols.forEach((old, now) -> names.put(old.toString(), now.toString()));
          renamed.put(schema.getFullName(), names);
        }
      }
      case RECORD -> {
        if (seen.add(schema.getFullName())) {
          schema.getFields().forEach(field -> collect(field.schema(), seen));
        }
      }
      case ARRAY -> collect(schema.getElementType(), seen);
      case MAP -> collect(schema.getValueType(), seen);
      case UNION -> schema.getTypes().forEach(branch -> collect(branch, seen));
      default -> {
        // Has no symbols.
      }
    }
  }

  /** A writer's schema with the symbols of today; the very same if it has no former ones. */
  public Schema renamedIn(Schema written) {
    return renamed.isEmpty() || !mentions(written, new HashSet<>())
        ? written
        : copy(written, new HashMap<>());
  }

  private boolean mentions(Schema schema, Set<String> seen) {
    return switch (schema.getType()) {
      case ENUM -> {
        Set<String> former = renamed.getOrDefault(schema.getFullName(), Map.of()).keySet();
        yield schema.getEnumSymbols().stream().anyMatch(former::contains);
      }
      case RECORD ->
          seen.add(schema.getFullName())
              && schema.getFields().stream().anyMatch(field -> mentions(field.schema(), seen));
      case ARRAY -> mentions(schema.getElementType(), seen);
      case MAP -> mentions(schema.getValueType(), seen);
      case UNION -> schema.getTypes().stream().anyMatch(branch -> mentions(branch, seen));
      default -> false;
    };
  }

  /** Fields' defaults are left out: a writer's are never used. */
  private Schema copy(Schema schema, Map<String, Schema> copied) {
    return switch (schema.getType()) {
      case ENUM -> copied.computeIfAbsent(schema.getFullName(), name -> today(schema));
      case RECORD -> {
        Schema known = copied.get(schema.getFullName());
        yield known != null ? known : record(schema, copied);
      }
      case ARRAY ->
          withProperties(Schema.createArray(copy(schema.getElementType(), copied)), schema);
      case MAP -> withProperties(Schema.createMap(copy(schema.getValueType(), copied)), schema);
      case UNION ->
          Schema.createUnion(schema.getTypes().stream().map(type -> copy(type, copied)).toList());
      default -> schema;
    };
  }

  private Schema record(Schema schema, Map<String, Schema> copied) {
    Schema copy =
        Schema.createRecord(
            schema.getName(), schema.getDoc(), schema.getNamespace(), schema.isError());
    copied.put(schema.getFullName(), copy);
    copy.setFields(
        schema.getFields().stream()
            .map(field -> new Schema.Field(field.name(), copy(field.schema(), copied)))
            .toList());
    return withProperties(copy, schema);
  }

  private Schema today(Schema schema) {
    Map<String, String> names = renamed.getOrDefault(schema.getFullName(), Map.of());
    List<String> symbols =
        schema.getEnumSymbols().stream().map(old -> names.getOrDefault(old, old)).toList();
    return Schema.createEnum(schema.getName(), schema.getDoc(), schema.getNamespace(), symbols);
  }

  private static <T extends JsonProperties> T withProperties(T copy, JsonProperties original) {
    original.getObjectProps().forEach(copy::addProp);
    return copy;
  }
}

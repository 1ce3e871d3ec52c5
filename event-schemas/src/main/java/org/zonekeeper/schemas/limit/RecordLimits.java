package org.zonekeeper.schemas.limit;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.JsonProperties;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;

/**
 * The limits of a record of the contract, by its schema: a string is a name ({@link Names}) unless
 * the IDL says {@code @maxLength(n)}, which makes it a text of at most n characters; an array has
 * at most 100 items unless the IDL says {@code @maxItems(n)}. With them no input makes an event or
 * a store entry that a broker would refuse. Stateless but for a cache of schemas; any thread.
 */
public final class RecordLimits {
  /** Most items of an array that says nothing else. */
  public static final int MOST_ITEMS = 100;

  static final String MAX_LENGTH = "maxLength";
  static final String MAX_ITEMS = "maxItems";
  private static final Map<Schema, RecordLimits> KNOWN = new ConcurrentHashMap<>();

  private final List<FieldLimit> fields;
  private final List<TextField> texts;

  private RecordLimits(List<FieldLimit> fields, List<TextField> texts) {
    this.fields = List.copyOf(fields);
    this.texts = List.copyOf(texts);
  }

  /** What is wrong with a value; empty if nothing is. */
  private interface Rule {
    Optional<String> fault(Object value);
  }

  /** A field of the record itself whose text may be so long. */
  private record TextField(int position, int mostCharacters) {
    void cut(IndexedRecord record) {
      if (record.get(position) instanceof String text && text.length() > mostCharacters) {
        record.put(position, Texts.cut(text, mostCharacters));
      }
    }
  }

  private record FieldLimit(String name, int position, Rule rule) {
    Optional<String> fault(IndexedRecord record) {
      return rule.fault(record.get(position)).map(fault -> describe(name, fault));
    }

    /** A fault inside a nested value begins with where it is. */
    private static String describe(String name, String fault) {
      return fault.startsWith(".") || fault.startsWith("[") ? name + fault : name + " " + fault;
    }
  }

  /**
   * The first field of the record that is beyond its limit, and what is allowed; a field of a
   * nested record as {@code header.zone}, of an array's item as {@code calls[3].callId}.
   *
   * @return empty if the record keeps to its limits
   */
  public static Optional<String> fault(IndexedRecord record) {
    return known(record.getSchema()).first(record);
  }

  /**
   * Cuts the record's own texts (strings with {@code @maxLength}) to their limits. For whoever
   * makes a record: texts quote what came in and list what there is, and may grow with both.
   */
  public static void cutTexts(IndexedRecord record) {
    for (TextField text : known(record.getSchema()).texts) {
      text.cut(record);
    }
  }

  private static RecordLimits known(Schema schema) {
    RecordLimits limits = KNOWN.get(schema);
    if (limits == null) {
      // Not computeIfAbsent: a nested record's limits are looked up on the way.
      limits = of(schema);
      KNOWN.put(schema, limits);
    }
    return limits;
  }

  private static RecordLimits of(Schema schema) {
    List<FieldLimit> fields = new ArrayList<>();
    List<TextField> texts = new ArrayList<>();
    for (Schema.Field field : schema.getFields()) {
      rule(field.schema(), field)
          .ifPresent(rule -> fields.add(new FieldLimit(field.name(), field.pos(), rule)));
      if (field.schema().getType() == Schema.Type.STRING) {
        limit(field.schema(), field, MAX_LENGTH)
            .ifPresent(most -> texts.add(new TextField(field.pos(), most)));
      }
    }
    return new RecordLimits(fields, texts);
  }

  /** Without a record inside a record there is nothing to allocate: most records have no fault. */
  private Optional<String> first(IndexedRecord record) {
    for (FieldLimit field : fields) {
      Optional<String> fault = field.fault(record);
      if (fault.isPresent()) {
        return fault;
      }
    }
    return Optional.empty();
  }

  private static Optional<Rule> rule(Schema type, Schema.Field field) {
    return switch (type.getType()) {
      case STRING -> Optional.of(string(limit(type, field, MAX_LENGTH)));
      case ARRAY -> Optional.of(array(type, field));
      case RECORD -> Optional.of(value -> fault((IndexedRecord) value).map(at -> "." + at));
      case UNION ->
          type.getTypes().stream()
              .filter(branch -> branch.getType() != Schema.Type.NULL)
              .findFirst()
              .flatMap(branch -> rule(branch, field))
              .map(RecordLimits::unlessNull);
      case MAP ->
          throw new IllegalStateException(
              "field %s is a map, which has no limits here".formatted(field.name()));
      default -> Optional.empty();
    };
  }

  private static Rule unlessNull(Rule rule) {
    return value -> value == null ? Optional.empty() : rule.fault(value);
  }

  private static Rule string(Optional<Integer> mostCharacters) {
    int most = mostCharacters.orElse(Names.MOST_CHARACTERS);
    return value -> Names.fault((String) value, most);
  }

  private static Rule array(Schema type, Schema.Field field) {
    int most = limit(type, field, MAX_ITEMS).orElse(MOST_ITEMS);
    Optional<Rule> item = rule(type.getElementType(), field);
    return value -> {
      Collection<?> items = (Collection<?>) value;
      if (items.size() > most) {
        return Optional.of("has %d items; allowed: %d at most".formatted(items.size(), most));
      }
      int index = 0;
      for (Object each : items) {
        int at = index++;
        Optional<String> fault = item.flatMap(rule -> rule.fault(each));
        if (fault.isPresent()) {
          return fault.map(text -> "[" + at + "]" + (text.startsWith(".") ? text : " " + text));
        }
      }
      return Optional.empty();
    };
  }

  /** The IDL puts what stands before a type into the type, and what stands before a name there. */
  static Optional<Integer> limit(Schema type, Schema.Field field, String property) {
    return of(type, property).or(() -> of(field, property));
  }

  private static Optional<Integer> of(JsonProperties place, String property) {
    return Optional.ofNullable(place.getObjectProp(property))
        .map(most -> ((Number) most).intValue());
  }
}

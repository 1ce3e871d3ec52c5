package org.zonekeeper.schemas.level;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.JsonProperties;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.specific.SpecificData;

/**
 * The feature level that a command or a fact asks for, by the marks in the IDL: {@code @level(n)}
 * at its type, or at a field that is not its default; {@code @levels} at an enum, for its symbols;
 * and {@code @since(v)} of a version of the state, which belongs to a level. Nowhere else is said
 * what needs which level. Stateless but for a cache of schemas; any thread.
 */
public final class RequiredLevel {
  private static final String LEVEL = "level";
  private static final String LEVELS = "levels";
  private static final String SINCE = "since";
  private static final int FIRST = FeatureLevel.FIRST.number();
  private static final Need NOTHING = new Need(FIRST, "");
  private static final Map<Schema, RequiredLevel> KNOWN = new ConcurrentHashMap<>();

  private final int ofType;
  private final String type;
  private final List<FieldNeed> fields;

  private RequiredLevel(int ofType, String type, List<FieldNeed> fields) {
    this.ofType = ofType;
    this.type = type;
    this.fields = List.copyOf(fields);
  }

  /**
   * What a record asks for.
   *
   * @param level the least feature level of a zone that takes the record
   * @param because what in it asks for the level, such as "settings.pacing PREVIEW"; empty for the
   *     first level, which needs no reason
   */
  public record Need(int level, String because) {
    /** Why a zone of a lower level refuses it, and what is to be done. */
    public String refusal(String zone, int zoneLevel) {
      return "%s needs feature level %d, and zone %s is at level %d, so that Agent Managers of the version before can own it; when all are of the new version, an operator raises it: zonekeeper zones raise-feature-level %s"
          .formatted(because, level, zone, zoneLevel, zone);
    }

    private Need or(Need other) {
      return other.level > level ? other : this;
    }

    private Need within(String name) {
      return level == FIRST ? this : new Need(level, because.isEmpty() ? name : name + because);
    }
  }

  /** What one field of a record may ask for. */
  private record FieldNeed(String name, int position, Rule rule) {
    Need of(IndexedRecord record) {
      return rule.of(record.get(position)).within(name);
    }
  }

  /** What a value asks for. */
  private interface Rule {
    Need of(Object value);
  }

  /** What the record asks for, and because of what. */
  public static Need of(IndexedRecord record) {
    RequiredLevel known = known(record.getSchema());
    Need need = known.ofType == FIRST ? NOTHING : new Need(known.ofType, known.type);
    for (FieldNeed field : known.fields) {
      need = need.or(field.of(record));
    }
    return need;
  }

  /** The level that a symbol of an enum asks for. */
  public static int ofSymbol(Schema type, String symbol) {
    return symbols(type).map(rule -> rule.of(symbol).level()).orElse(FIRST);
  }

  /**
   * The level that a field asks for if it is not its default: a program of a lower one does not
   * know it.
   */
  public static int ofField(Schema.Field field) {
    return levelOf(field);
  }

  private static RequiredLevel known(Schema schema) {
    RequiredLevel level = KNOWN.get(schema);
    if (level == null) {
      // Not computeIfAbsent: a nested record's level is looked up on the way.
      level = read(schema);
      KNOWN.put(schema, level);
    }
    return level;
  }

  private static RequiredLevel read(Schema schema) {
    List<FieldNeed> fields = new ArrayList<>();
    for (Schema.Field field : schema.getFields()) {
      Optional<Rule> ofValue = rule(field.schema());
      int level = levelOf(field);
      if (level > FIRST) {
        Object usual = SpecificData.get().getDefaultValue(field);
        Rule beyond = ofValue.orElse(value -> NOTHING);
        Need itself = new Need(level, "");
        fields.add(
            new FieldNeed(
                field.name(),
                field.pos(),
                value -> Objects.equals(value, usual) ? NOTHING : itself.or(beyond.of(value))));
      } else {
        ofValue.ifPresent(rule -> fields.add(new FieldNeed(field.name(), field.pos(), rule)));
      }
    }
    return new RequiredLevel(levelOf(schema), schema.getName(), fields);
  }

  /** Of the values of a type; empty if none of them asks for more than the first level. */
  private static Optional<Rule> rule(Schema schema) {
    return switch (schema.getType()) {
      case ENUM -> symbols(schema);
      case RECORD ->
          known(schema).fields.isEmpty() && known(schema).ofType == FIRST
              ? Optional.empty()
              : Optional.of(value -> of((IndexedRecord) value).within("."));
      case ARRAY ->
          rule(schema.getElementType())
              .map(
                  rule ->
                      value ->
                          ((Collection<?>) value).stream().map(rule::of).reduce(NOTHING, Need::or));
      case UNION ->
          schema.getTypes().stream()
              .filter(branch -> branch.getType() != Schema.Type.NULL)
              .findFirst()
              .flatMap(RequiredLevel::rule)
              .map(rule -> value -> value == null ? NOTHING : rule.of(value));
      default -> Optional.empty();
    };
  }

  private static Optional<Rule> symbols(Schema schema) {
    if (!(schema.getObjectProp(LEVELS) instanceof Map<?, ?> levels)) {
      return Optional.empty();
    }
    return Optional.of(
        value ->
            levels.get(String.valueOf(value)) instanceof Integer level
                ? new Need(level, " " + value)
                : NOTHING);
  }

  private static int levelOf(JsonProperties marked) {
    if (marked.getObjectProp(LEVEL) instanceof Integer level) {
      return level;
    }
    return marked.getObjectProp(SINCE) instanceof Integer version
        ? FeatureLevel.ofStateVersion(version).number()
        : FIRST;
  }
}

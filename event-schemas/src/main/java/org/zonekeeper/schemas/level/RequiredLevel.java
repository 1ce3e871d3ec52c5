package org.zonekeeper.schemas.level;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.avro.JsonProperties;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;

/**
 * The feature level that a command or a fact asks for, by the marks in the IDL: {@code @level(n)}
 * at its type, or at a field that is not its default; {@code @levels} at an enum, for its symbols;
 * and {@code @since(v)} of a version of the state, which belongs to a level. Nowhere else is said
 * what needs which level. Stateless but for a cache by class; any thread.
 */
public final class RequiredLevel {
  private static final String LEVEL = "level";
  private static final String LEVELS = "levels";
  private static final String SINCE = "since";
  private static final int FIRST = FeatureLevel.FIRST.number();
  private static final Need NOTHING = new Need(FIRST, "");

  /** By class, since equal schemas are compared field by field, and every command asks. */
  private static final ClassValue<RequiredLevel> KNOWN =
      new ClassValue<>() {
        @Override
        protected RequiredLevel computeValue(Class<?> type) {
          return read(SpecificData.get().getSchema(type));
        }
      };

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
  public static Need of(SpecificRecord record) {
    return KNOWN.get(record.getClass()).need(record);
  }

  private Need need(IndexedRecord record) {
    Need need = ofType == FIRST ? NOTHING : new Need(ofType, type);
    for (FieldNeed field : fields) {
      need = need.or(field.of(record));
    }
    return need;
  }

  private boolean asksNothing() {
    return fields.isEmpty() && ofType == FIRST;
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
          Optional.of(read(schema))
              .filter(nested -> !nested.asksNothing())
              .map(nested -> value -> nested.need((IndexedRecord) value).within("."));
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

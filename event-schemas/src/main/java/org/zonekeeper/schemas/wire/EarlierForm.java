package org.zonekeeper.schemas.wire;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.specific.SpecificData;

/**
 * Whether a record says nothing that an earlier schema of it has no place for: no field that came
 * later but with its default, and no symbol of an enum that came later. Then it can be written with
 * the earlier schema, and a program that knows no later one reads it. Immutable; any thread.
 */
final class EarlierForm {
  /** Of values that cannot say anything new. */
  private static final Rule ANYTHING = new Rule(true, value -> true);

  private final Rule rule;

  /**
   * What a value may be.
   *
   * @param anything there is nothing to be asked
   */
  private record Rule(boolean anything, Predicate<Object> fits) {
    static Rule of(Predicate<Object> fits) {
      return new Rule(false, fits);
    }
  }

  /** What one field of a record may hold. */
  private record FieldRule(int position, Rule rule) {}

  private EarlierForm(Rule rule) {
    this.rule = rule;
  }

  /**
   * The form of records of one schema under an earlier one.
   *
   * @return empty if the earlier one cannot be written from the generated class, which has its
   *     fields by their places
   */
  static Optional<EarlierForm> of(Schema current, Schema earlier) {
    return values(current, earlier).map(EarlierForm::new);
  }

  /** Whether the earlier schema has a place for all that the record says. */
  boolean holds(IndexedRecord record) {
    return rule.fits().test(record);
  }

  private static Optional<Rule> values(Schema current, Schema earlier) {
    if (current.getType() == Schema.Type.UNION && earlier.getType() == Schema.Type.UNION) {
      return union(current, earlier);
    }
    if (current.getType() != earlier.getType()) {
      return Optional.empty();
    }
    return switch (current.getType()) {
      case RECORD -> record(current, earlier);
      case ARRAY ->
          values(current.getElementType(), earlier.getElementType())
              .map(
                  item ->
                      item.anything()
                          ? ANYTHING
                          : Rule.of(value -> all((Collection<?>) value, item.fits())));
      case ENUM ->
          Optional.of(
              earlier.getEnumSymbols().containsAll(current.getEnumSymbols())
                  ? ANYTHING
                  : Rule.of(value -> earlier.hasEnumSymbol(String.valueOf(value))));
      case MAP, FIXED -> Optional.empty();
      default -> Optional.of(ANYTHING);
    };
  }

  private static boolean all(Collection<?> values, Predicate<Object> item) {
    for (Object value : values) {
      if (!item.test(value)) {
        return false;
      }
    }
    return true;
  }

  /** Null or one type: no other union is in what stores hold. */
  private static Optional<Rule> union(Schema current, Schema earlier) {
    if (!names(current).equals(names(earlier))) {
      return Optional.empty();
    }
    Optional<Rule> present = Optional.of(ANYTHING);
    for (int branch = 0; branch < current.getTypes().size(); branch++) {
      if (current.getTypes().get(branch).getType() != Schema.Type.NULL) {
        present = values(current.getTypes().get(branch), earlier.getTypes().get(branch));
      }
    }
    return present.map(
        rule ->
            rule.anything()
                ? ANYTHING
                : Rule.of(value -> value == null || rule.fits().test(value)));
  }

  private static List<String> names(Schema union) {
    return union.getTypes().stream().map(Schema::getFullName).toList();
  }

  /** Asks only about the fields that can say something new: every entry is written through this. */
  private static Optional<Rule> record(Schema current, Schema earlier) {
    List<FieldRule> rules = new ArrayList<>();
    for (Schema.Field field : earlier.getFields()) {
      Schema.Field now = current.getField(field.name());
      if (now == null || now.pos() != field.pos()) {
        return Optional.empty();
      }
      Optional<Rule> rule = values(now.schema(), field.schema());
      if (rule.isEmpty()) {
        return Optional.empty();
      }
      if (!rule.get().anything()) {
        rules.add(new FieldRule(now.pos(), rule.get()));
      }
    }
    for (Schema.Field later :
        current.getFields().subList(earlier.getFields().size(), current.getFields().size())) {
      Object usual = SpecificData.get().getDefaultValue(later);
      rules.add(new FieldRule(later.pos(), Rule.of(value -> Objects.equals(value, usual))));
    }
    return Optional.of(
        rules.isEmpty() ? ANYTHING : Rule.of(value -> holds((IndexedRecord) value, rules)));
  }

  private static boolean holds(IndexedRecord record, List<FieldRule> rules) {
    for (FieldRule rule : rules) {
      if (!rule.rule().fits().test(record.get(rule.position()))) {
        return false;
      }
    }
    return true;
  }
}

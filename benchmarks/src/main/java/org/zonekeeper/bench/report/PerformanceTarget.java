package org.zonekeeper.bench.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * A figure that is to be reached on two cores. Immutable; any thread.
 *
 * @param benchmark whose result it stands in
 * @param words what it is
 * @param pointer where it stands there, a JSON pointer
 * @param bound on which side of the limit it is to be
 * @param limit the limit itself
 */
public record PerformanceTarget(
    String benchmark, String words, String pointer, Bound bound, double limit) {

  /** Which side is the good one. */
  public enum Bound {
    AT_MOST("<="),
    AT_LEAST(">=");

    private final String sign;

    Bound(String sign) {
      this.sign = sign;
    }
  }

  /** The figure as measured; empty if the result does not hold it. */
  public OptionalDouble in(JsonNode result) {
    JsonNode value = result.at(pointer);
    return value.isNumber() ? OptionalDouble.of(value.asDouble()) : OptionalDouble.empty();
  }

  /** Whether the result reaches it; a figure that is missing does not. */
  public boolean reachedBy(JsonNode result) {
    OptionalDouble measured = in(result);
    return measured.isPresent()
        && switch (bound) {
          case AT_MOST -> measured.getAsDouble() <= limit;
          case AT_LEAST -> measured.getAsDouble() >= limit;
        };
  }

  /** One line of a table: what was measured, what is to be reached, and whether it is. */
  public String judged(JsonNode result) {
    return String.format(
        Locale.ROOT,
        "%s  %s %,.0f  %s",
        measured(result),
        bound.sign,
        limit,
        reachedBy(result) ? "reached" : "NOT REACHED");
  }

  /** One line of a table: what was measured, under whatever load. */
  public String measured(JsonNode result) {
    OptionalDouble figure = in(result);
    return String.format(
        Locale.ROOT,
        "%-11s %-58s %10s",
        benchmark,
        words,
        figure.isPresent() ? String.format(Locale.ROOT, "%,.0f", figure.getAsDouble()) : "-");
  }
}

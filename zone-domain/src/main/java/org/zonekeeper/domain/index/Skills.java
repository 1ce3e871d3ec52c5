package org.zonekeeper.domain.index;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * Skills by name, each with a level: what an agent can do, or the least that a job asks for. An
 * immutable value, written {@code name} or {@code name:level}; without a level it is 1.
 *
 * @param levels from 1, beginner, to 10, expert
 */
public record Skills(Map<String, Integer> levels) {
  private static final Pattern WRITTEN = Pattern.compile("[^:\\s][^:]*(:([1-9]|10))?");

  public Skills {
    levels = Map.copyOf(levels);
  }

  /** What is not written like a skill is one by its whole name, at level 1: see {@link #fault}. */
  public static Skills of(List<String> written) {
    Map<String, Integer> levels = new HashMap<>();
    for (String one : written) {
      int colon = one.lastIndexOf(':');
      int level = colon > 0 ? level(one.substring(colon + 1)) : 0;
      levels.merge(level > 0 ? one.substring(0, colon) : one, Math.max(1, level), Math::max);
    }
    return new Skills(levels);
  }

  /** 0: it is none. */
  private static int level(String written) {
    boolean digit = written.length() == 1 && written.charAt(0) > '0' && written.charAt(0) <= '9';
    return digit ? written.charAt(0) - '0' : written.equals("10") ? 10 : 0;
  }

  /** What is wrong with skills as somebody wrote them, with what is allowed; empty: nothing. */
  public static Optional<String> fault(String setting, List<String> written) {
    for (String one : written) {
      if (!WRITTEN.matcher(one).matches()) {
        return Optional.of(
            "%s has \"%s\"; allowed: a name, or name:level with a level from 1 to 10"
                .formatted(setting, one));
      }
    }
    return of(written).levels().size() == written.size()
        ? Optional.empty()
        : Optional.of("%s names a skill twice: %s".formatted(setting, written));
  }

  /**
   * How well these skills meet what is required: the sum of the levels in the required ones.
   *
   * @return empty if one is missing or below its least level; 0 if none is required
   */
  public OptionalInt match(Skills required) {
    int sum = 0;
    for (Map.Entry<String, Integer> need : required.levels().entrySet()) {
      int level = levels.getOrDefault(need.getKey(), 0);
      if (level < need.getValue()) {
        return OptionalInt.empty();
      }
      sum += level;
    }
    return OptionalInt.of(sum);
  }
}

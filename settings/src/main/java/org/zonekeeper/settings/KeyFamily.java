package org.zonekeeper.settings;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Keys that share a beginning and are not declared one by one: those of another library, or one for
 * each of something. Immutable.
 *
 * @param prefix what they begin with, its dot included
 * @param rest stands for what follows, in texts
 * @param why what they are for
 * @param members which keys are of it
 */
public record KeyFamily(String prefix, String rest, String why, Members members) {
  private static final Pattern SECRET =
      Pattern.compile("password|secret|jaas|credential|token|\\.key$");

  /**
   * The keys of a family, without its prefix.
   *
   * @param names those that are known by name
   * @param others whether one without a known name is a member all the same
   * @param hint what somebody is told whose key is no member, behind the nearest name
   */
  public record Members(Set<String> names, Predicate<String> others, String hint) {
    /** Everything: who reads them judges them. */
    static final Members ALL = new Members(Set.of(), key -> true, "");

    public Members {
      names = Set.copyOf(names);
    }
  }

  /** One that takes any key with its prefix, for somebody else to judge. */
  public KeyFamily(String prefix, String rest, String why) {
    this(prefix, rest, why, Members.ALL);
  }

  /** Whether a key that it {@link #has} is a member. */
  boolean takes(String key) {
    String member = key.substring(prefix.length());
    return members.names().contains(member) || members.others().test(member);
  }

  boolean has(String key) {
    return key.startsWith(prefix) && key.length() > prefix.length();
  }

  /** The key that an environment variable means; empty if none of this family. */
  Optional<String> keyOf(String variable) {
    String beginning = Setting.variable(prefix);
    return variable.startsWith(beginning) && variable.length() > beginning.length()
        ? Optional.of(
            prefix
                + variable.substring(beginning.length()).toLowerCase(Locale.ROOT).replace('_', '.'))
        : Optional.empty();
  }

  /** Whether the value under this key may be shown. */
  static boolean isSecret(Map.Entry<String, ?> entry) {
    return SECRET.matcher(entry.getKey()).find();
  }

  /** The known ones, whole. */
  Stream<String> names() {
    return members.names().stream().map(name -> prefix + name);
  }

  String pattern() {
    return prefix + rest;
  }
}

package org.zonekeeper.simulators.robots;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Predicate;

/** What a robot means to do and when, epoch milliseconds. Confined to its robot. */
final class RobotAgenda {
  private final Map<Intent, Long> due = new EnumMap<>(Intent.class);

  /** Desktop work, which rests while the zone is not available. */
  private static final Set<Intent> WORK = EnumSet.range(Intent.READY, Intent.EXTEND);

  void plan(Intent intent, long at) {
    due.put(intent, at);
  }

  void drop(Intent... intents) {
    Arrays.asList(intents).forEach(due::remove);
  }

  void dropWork() {
    due.keySet().removeIf(WORK::contains);
  }

  boolean has(Intent intent) {
    return due.containsKey(intent);
  }

  /** Takes the earliest that is due and may be done now. */
  Optional<Intent> take(long now, Predicate<Intent> possible) {
    Optional<Intent> first =
        due.entrySet().stream()
            .filter(entry -> entry.getValue() <= now && possible.test(entry.getKey()))
            .min(Map.Entry.comparingByValue())
            .map(Map.Entry::getKey);
    first.ifPresent(due::remove);
    return first;
  }

  OptionalLong next(Predicate<Intent> possible) {
    return due.entrySet().stream()
        .filter(entry -> possible.test(entry.getKey()))
        .mapToLong(Map.Entry::getValue)
        .min();
  }
}

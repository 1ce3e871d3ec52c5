package org.zonekeeper.settings;

import java.util.Arrays;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Declares settings that are one of few words. Stateless.
 *
 * <p>A constant is written in lower case with hyphens: {@code LOOK_UP} is {@code look-up}.
 */
public final class ChoiceSetting {
  private ChoiceSetting() {}

  public static <E extends Enum<E>> TextSetting<E> of(String key, Class<E> choices) {
    return of(key, choices, choice -> choice.name().toLowerCase(Locale.ROOT).replace('_', '-'));
  }

  /** Choices that are written in a way of their own. */
  public static <E extends Enum<E>> TextSetting<E> of(
      String key, Class<E> choices, Function<E, String> written) {
    E[] all = choices.getEnumConstants();
    return TextSetting.of(key)
        .readBy(
            text ->
                Arrays.stream(all)
                    .filter(choice -> written.apply(choice).equals(text.strip()))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException(key + " is none of the words")),
            Arrays.stream(all).map(written).collect(Collectors.joining(" or ")));
  }
}

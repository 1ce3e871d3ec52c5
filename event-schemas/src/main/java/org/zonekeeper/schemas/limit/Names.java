package org.zonekeeper.schemas.limit;

import java.util.Optional;

/**
 * The rule for names and ids of every kind, whoever sends them: 1 to 128 characters that a person
 * can see. Names are shown on terminals, in pages, logs and tables, so nothing in them may steer
 * what shows them. Stateless.
 */
public final class Names {
  /** Most characters (UTF-16 units) of a name or an id. */
  public static final int MOST_CHARACTERS = 128;

  /** In words, to follow "must be". */
  public static final String ALLOWED =
      "a string of 1 to "
          + MOST_CHARACTERS
          + " characters without control characters, direction marks and unpaired surrogates";

  /** Letters of Persian and of Indian scripts are joined, or kept apart, by these two. */
  private static final int ZERO_WIDTH_NON_JOINER = 0x200C;

  private static final int ZERO_WIDTH_JOINER = 0x200D;

  private Names() {}

  /** Whether this may be the name or the id of something. */
  public static boolean isName(String text) {
    return !text.isEmpty() && fault(text, MOST_CHARACTERS).isEmpty();
  }

  /**
   * What is wrong with a text of at most so many characters; the text itself is not repeated,
   * because it may be what it must not be.
   *
   * @return empty if nothing is; an empty text is none of this rule's faults
   */
  static Optional<String> fault(String text, int mostCharacters) {
    if (text.length() > mostCharacters) {
      return Optional.of(
          "has %d characters; allowed: %d at most".formatted(text.length(), mostCharacters));
    }
    for (int i = 0; i < text.length(); ) {
      int character = text.codePointAt(i);
      if (!isVisible(character)) {
        return Optional.of(
            "has U+%04X at %d; allowed: no control characters, direction marks or unpaired surrogates"
                .formatted(character, i + 1));
      }
      i += Character.charCount(character);
    }
    return Optional.empty();
  }

  static boolean isVisible(int character) {
    if (character < 0x7F) {
      return character >= 0x20;
    }
    return switch (Character.getType(character)) {
      case Character.CONTROL,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.UNASSIGNED,
          Character.PRIVATE_USE ->
          false;
      case Character.FORMAT -> character == ZERO_WIDTH_NON_JOINER || character == ZERO_WIDTH_JOINER;
      default -> true;
    };
  }
}

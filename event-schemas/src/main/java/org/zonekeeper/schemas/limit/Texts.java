package org.zonekeeper.schemas.limit;

/**
 * Makes texts fit to be shown: cut to what there is room for, without what steers a screen.
 * Stateless.
 */
public final class Texts {
  private static final String CUT = "…";
  private static final int HIDDEN = 0xFFFD;

  private Texts() {}

  /**
   * The text as it may be shown on a terminal, in a log or in one cell of a table: what no name may
   * have (control characters, line ends, direction marks, unpaired surrogates) becomes "�". The one
   * rule of every output; what comes in is checked by {@link Names}, but journals may be older than
   * the check, and causes may be anybody's.
   */
  public static String visible(String text) {
    int first = 0;
    while (first < text.length()) {
      int character = text.codePointAt(first);
      if (!Names.isVisible(character)) {
        return replaced(text, first);
      }
      first += Character.charCount(character);
    }
    return text;
  }

  private static String replaced(String text, int first) {
    StringBuilder shown = new StringBuilder(text.substring(0, first));
    for (int i = first; i < text.length(); ) {
      int character = text.codePointAt(i);
      shown.appendCodePoint(Names.isVisible(character) ? character : HIDDEN);
      i += Character.charCount(character);
    }
    return shown.toString();
  }

  /**
   * The text, or its beginning and "…" where it has more characters (UTF-16 units) than that; a
   * pair of surrogates is never parted.
   */
  public static String cut(String text, int mostCharacters) {
    if (text.length() <= mostCharacters) {
      return text;
    }
    int end = mostCharacters - CUT.length();
    return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end) + CUT;
  }
}

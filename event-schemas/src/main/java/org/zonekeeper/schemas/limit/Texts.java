package org.zonekeeper.schemas.limit;

/** Cuts texts for people to what there is room for. Stateless. */
public final class Texts {
  private static final String CUT = "…";

  private Texts() {}

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

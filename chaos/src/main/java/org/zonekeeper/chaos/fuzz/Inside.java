package org.zonekeeper.chaos.fuzz;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What no answer to a stranger shows: names of classes, stack traces, what server it is. */
public final class Inside {
  private static final Pattern SHOWN =
      Pattern.compile(
          "\\b(?:java|javax|jdk|sun|org|io|com|kotlin)(?:\\.[a-z0-9_]+)+\\.[A-Z]\\w+"
              + "|\\bat [\\w.$]+\\([\\w.]+:\\d+\\)"
              + "|\\b[A-Z]\\w+(?:Exception|Error):"
              + "|(?i:jetty|javalin)");

  private static final int AROUND = 120;

  private Inside() {}

  /**
   * Checks an answer.
   *
   * @throws IllegalStateException if it shows something of the inside; the message has the place
   */
  public static void requireHidden(String answer) {
    Matcher shown = SHOWN.matcher(answer);
    if (shown.find()) {
      throw new IllegalStateException(
          "an answer shows the inside, '%s': …%s…"
              .formatted(
                  shown.group(),
                  answer.substring(
                      Math.max(0, shown.start() - AROUND),
                      Math.min(answer.length(), shown.end() + AROUND))));
    }
  }
}

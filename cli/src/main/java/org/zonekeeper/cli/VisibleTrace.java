package org.zonekeeper.cli;

import ch.qos.logback.classic.pattern.ThrowableProxyConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import java.util.regex.Pattern;
import org.zonekeeper.schemas.limit.Texts;

/**
 * A log line's stack trace, each line of it without what steers a terminal: the messages of
 * exceptions quote what somebody sent. Named in {@code logback.xml}; thread-safe.
 */
public final class VisibleTrace extends ThrowableProxyConverter {
  private static final Pattern TRACES_OWN = Pattern.compile("\\s.*|Caused by: .*");

  @Override
  public String convert(ILoggingEvent event) {
    StringBuilder shown = new StringBuilder();
    super.convert(event).lines().forEach(line -> append(line, shown));
    return shown.toString();
  }

  /** A message of several lines is set in, so that none of them looks like a line of the log. */
  private static void append(String line, StringBuilder shown) {
    if (!shown.isEmpty() && !TRACES_OWN.matcher(line).matches()) {
      shown.append("    ");
    }
    // Tabs are a trace's own.
    shown.append(Texts.visible(line.replace("\t", "    "))).append(System.lineSeparator());
  }
}

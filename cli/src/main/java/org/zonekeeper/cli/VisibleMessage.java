package org.zonekeeper.cli;

import ch.qos.logback.classic.pattern.MessageConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import org.zonekeeper.schemas.limit.Texts;

/**
 * A log line's message for people, on one line and without what steers a terminal: names, reasons
 * and causes in it may be anybody's. Named in {@code logback.xml}; thread-safe.
 */
public final class VisibleMessage extends MessageConverter {
  @Override
  public String convert(ILoggingEvent event) {
    return Texts.visible(super.convert(event));
  }
}

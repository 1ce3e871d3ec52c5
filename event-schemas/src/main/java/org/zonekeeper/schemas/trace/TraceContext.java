package org.zonekeeper.schemas.trace;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeader;

/**
 * The span in which a record was written, or {@link #NONE}: W3C Trace Context, version 00, in the
 * record header {@value #HEADER}. It never stands in a body, which would be hashed and archived.
 * Whoever writes a record because of another one gives it the context of that one. Immutable.
 *
 * <p>Reading the headers of a record without a context, and writing {@link #NONE}, costs nothing.
 * {@code tracestate} is not passed on: it is a vendor's own, and has no bound that we could keep.
 */
public final class TraceContext {
  /** Name of the record header, of the HTTP header, and of the attribute of a CloudEvent. */
  public static final String HEADER = "traceparent";

  /** Of a record that no trace is known of. */
  public static final TraceContext NONE = new TraceContext("");

  private static final int LENGTH = 55;
  private static final Pattern FORMAT =
      Pattern.compile(
          "00-(?!0{32})(?<trace>[0-9a-f]{32})-(?!0{16})(?<span>[0-9a-f]{16})-(?<flags>[0-9a-f]{2})");

  private final String text;
  private final Header header;

  private TraceContext(String text) {
    this.text = text;
    this.header = new RecordHeader(HEADER, text.getBytes(StandardCharsets.US_ASCII));
  }

  /**
   * The context of a span.
   *
   * @param traceId 32 hexadecimal digits
   * @param spanId 16 hexadecimal digits
   * @param sampled whether the span is recorded
   * @throws IllegalArgumentException if an id is malformed, or nothing but zeros
   */
  public static TraceContext of(String traceId, String spanId, boolean sampled) {
    String text = "00-" + traceId + "-" + spanId + (sampled ? "-01" : "-00");
    if (!FORMAT.matcher(text).matches()) {
      throw new IllegalArgumentException("no trace context: " + text);
    }
    return new TraceContext(text);
  }

  /**
   * The context that stands in a record's headers. {@link #NONE} if there is none, or if it is not
   * well-formed: a trace that cannot be read is no reason to refuse a record.
   */
  public static TraceContext in(Headers headers) {
    Header found = headers.lastHeader(HEADER);
    if (found == null || found.value() == null || found.value().length != LENGTH) {
      return NONE;
    }
    String text = new String(found.value(), StandardCharsets.US_ASCII);
    return FORMAT.matcher(text).matches() ? new TraceContext(text) : NONE;
  }

  /** Adds itself to the headers of a record that is going to be written; {@link #NONE} does not. */
  public void putInto(Headers headers) {
    if (isPresent()) {
      headers.add(header);
    }
  }

  /** Whether there is one at all. */
  public boolean isPresent() {
    return !text.isEmpty();
  }

  /** Whether there is one, and its span is recorded. */
  public boolean isSampled() {
    return isPresent() && (Integer.parseInt(part("flags"), 16) & 1) == 1;
  }

  /**
   * Id of the trace, 32 hexadecimal digits.
   *
   * @throws IllegalStateException if there is none
   */
  public String traceId() {
    return part("trace");
  }

  /**
   * Id of the span, 16 hexadecimal digits.
   *
   * @throws IllegalStateException if there is none
   */
  public String spanId() {
    return part("span");
  }

  private String part(String name) {
    Matcher parts = FORMAT.matcher(text);
    if (!parts.matches()) {
      throw new IllegalStateException("there is no trace context");
    }
    return parts.group(name);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TraceContext context && context.text.equals(text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  /** As {@code traceparent} has it; empty if there is none. */
  @Override
  public String toString() {
    return text;
  }
}

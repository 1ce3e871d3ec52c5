package org.zonekeeper.management;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.HashMap;
import java.util.Map;

/**
 * What a {@link ManagementServer} answers to one question. Immutable.
 *
 * @param status as HTTP has it
 * @param contentType of the body
 * @param body sent in UTF-8
 * @param headers beside that of the content's type
 */
public record Answer(int status, String contentType, String body, Map<String, String> headers) {
  private static final ObjectMapper JSON = new ObjectMapper();

  public Answer {
    headers = Map.copyOf(headers);
  }

  /** One without headers of its own. */
  public Answer(int status, String contentType, String body) {
    this(status, contentType, body, Map.of());
  }

  /** The same, with one header more. */
  public Answer with(String header, String value) {
    Map<String, String> more = new HashMap<>(headers);
    more.put(header, value);
    return new Answer(status, contentType, body, more);
  }

  /**
   * One in JSON.
   *
   * @param content what Jackson can write
   * @throws IllegalArgumentException if it cannot
   */
  public static Answer json(int status, Object content) {
    try {
      return new Answer(status, "application/json", JSON.writeValueAsString(content));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("no JSON can be made of " + content.getClass(), e);
    }
  }

  /** A question that is not answered, and why, as JSON. */
  public static Answer no(int status, String why) {
    return json(status, Map.of("error", why));
  }
}

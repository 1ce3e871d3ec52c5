package org.zonekeeper.cli.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.zonekeeper.gateway.protocol.CommandType;
import org.zonekeeper.gateway.protocol.Endpoint;
import org.zonekeeper.gateway.protocol.Field;
import org.zonekeeper.gateway.protocol.FrameReader;
import org.zonekeeper.gateway.protocol.ProtocolException;

/**
 * Frames made from the table of commands and changed, or of any characters: each is a message or is
 * refused with a reason and a text of a bounded size. By hand for an hour: {@code
 * -Dzonekeeper.fuzz.seconds=3600}.
 */
class AnyFrameTest {
  private static final List<Endpoint> ENDPOINTS = List.of(Endpoint.values());
  private static final List<CommandType> TYPES = List.of(CommandType.values());

  private static final Duration RUN =
      Duration.ofSeconds(Integer.getInteger("zonekeeper.fuzz.seconds", 5));

  private static final List<String> VALUES =
      List.of(
          "\"x\"",
          "\"\"",
          "1",
          "-1",
          "1e999",
          "null",
          "true",
          "[]",
          "[1]",
          "{}",
          "\"\\u0000\"",
          "\"\\ud800\"",
          "\"Ready\"",
          "9223372036854775808",
          "[[[[[[[[[[]]]]]]]]]]",
          "{\"a\":{}}");

  private final long seed = Long.getLong("zonekeeper.seed", System.nanoTime());
  private final Random random = new Random(seed);
  private final ObjectMapper json = new ObjectMapper();

  @Test
  void anyFrameIsAMessageOrRefused() throws Exception {
    long tried = 0;
    for (long end = System.nanoTime() + RUN.toNanos(); System.nanoTime() < end; tried++) {
      Endpoint endpoint = ENDPOINTS.get(random.nextInt(ENDPOINTS.size()));
      String frame = frame();
      try {
        assertThat(FrameReader.read(endpoint, frame)).isNotNull();
      } catch (ProtocolException e) {
        assertThat(e.reason()).as("seed %d: %s", seed, frame).isNotNull();
        assertThat(e.getMessage()).as("seed %d", seed).isNotBlank().hasSizeLessThanOrEqualTo(1_000);
      }
    }
    System.out.printf("AnyFrameTest seed %d: %d frames%n", seed, tried);
    assertThat(tried).isPositive();
  }

  private String frame() throws Exception {
    CommandType type = TYPES.get(random.nextInt(TYPES.size()));
    ObjectNode body = json.createObjectNode().put("type", type.wireName()).put("id", "1");
    for (Field field : type.fields()) {
      if (random.nextInt(8) > 0) {
        body.put(field.name(), "@" + random.nextInt(VALUES.size()) + "@");
      }
    }
    String text = body.toString();
    for (int i = 0; i < VALUES.size(); i++) {
      text = text.replace("\"@" + i + "@\"", VALUES.get(i));
    }
    return switch (random.nextInt(4)) {
      case 0 -> text.substring(0, random.nextInt(text.length() + 1));
      case 1 -> characters();
      case 2 -> "[".repeat(random.nextInt(3_000)) + text;
      default -> text;
    };
  }

  private String characters() {
    StringBuilder any = new StringBuilder();
    for (int i = random.nextInt(60); i > 0; i--) {
      any.append((char) random.nextInt(1 << 16));
    }
    return any.toString();
  }
}

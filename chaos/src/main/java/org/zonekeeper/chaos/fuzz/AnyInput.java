package org.zonekeeper.chaos.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ContainerNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.zonekeeper.schemas.limit.GeneratedRecords;
import org.zonekeeper.schemas.limit.GeneratedRecords.Style;

/**
 * One input of a fuzz run, by its seed: a valid thing made from a schema or a table, as it is or
 * cut off, changed, of other types, huge, deep, or nothing that was ever valid. The same seed makes
 * the same input. Confined to one thread.
 */
public final class AnyInput {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MOST_CHARACTERS = 1 << 17;
  private static final int DEEPEST = 3_000;

  private static final List<String> PIECES =
      List.of(
          "",
          " ",
          "\u0000",
          "\u001B[2J",
          "\u202E",
          "\uFEFF",
          "\uD800",
          "\r\n",
          "=1+1",
          "%s",
          "%n",
          "${x}",
          "../../x",
          "-1",
          "1e999",
          "9223372036854775808",
          "NaN",
          "null",
          "李",
          "a");

  private final long seed;
  private final Random random;

  /**
   * Begins one.
   *
   * @param seed the same for the same input
   */
  public AnyInput(long seed) {
    this.seed = seed;
    this.random = new Random(seed);
  }

  /** What this input is made from. */
  long seed() {
    return seed;
  }

  /** Chances and numbers of this input. */
  Random random() {
    return random;
  }

  boolean oneIn(int cases) {
    return random.nextInt(cases) == 0;
  }

  /** One of these. */
  public <T> T oneOf(List<T> some) {
    return some.get(random.nextInt(some.size()));
  }

  /** A generator of records of the contract. */
  GeneratedRecords records() {
    return new GeneratedRecords(random.nextLong(), oneIn(4) ? Style.LARGEST : Style.ANYTHING);
  }

  /** The bytes as they are, cut off, longer, with some of them changed, or any others. */
  byte[] changed(byte[] valid) {
    return switch (random.nextInt(7)) {
      case 0 -> valid;
      case 1 -> Arrays.copyOf(valid, random.nextInt(valid.length + 1));
      case 2 -> bytes(300);
      case 3 -> Arrays.copyOf(valid, valid.length + random.nextInt(20));
      case 4 -> withLargeNumber(valid);
      case 5 -> repeated(valid);
      default -> withOtherBytes(valid);
    };
  }

  /** Any bytes. */
  byte[] bytes(int most) {
    byte[] bytes = new byte[random.nextInt(most)];
    random.nextBytes(bytes);
    return bytes;
  }

  /** Any characters: pieces that are known to do harm, or anything. */
  String text() {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(12); i > 0; i--) {
      text.append(random.nextBoolean() ? oneOf(PIECES) : (char) random.nextInt(1 << 16));
    }
    return oneIn(20)
        ? text.append("x".repeat(random.nextInt(MOST_CHARACTERS))).toString()
        : text.toString();
  }

  /** The lines or tokens of a text in another order, with others, or other characters. */
  String changed(String valid) {
    return switch (random.nextInt(5)) {
      case 0 -> valid;
      case 1 -> valid.substring(0, random.nextInt(valid.length() + 1));
      case 2 -> text();
      case 3 -> {
        int at = random.nextInt(valid.length() + 1);
        yield valid.substring(0, at) + text() + valid.substring(at);
      }
      default -> new String(withOtherBytes(valid.getBytes(UTF_8)), UTF_8);
    };
  }

  /** A document like this one: values of other types, members gone or added, too deep, or none. */
  String changed(JsonNode valid) {
    JsonNode tree = valid.deepCopy();
    for (int changes = random.nextInt(4); changes > 0; changes--) {
      change(tree);
    }
    return switch (random.nextInt(8)) {
      case 0 -> changed(tree.toString());
      case 1 -> "[".repeat(random.nextInt(DEEPEST)) + tree;
      case 2 -> "{\"a\":".repeat(random.nextInt(DEEPEST)) + "1";
      default -> tree.toString();
    };
  }

  private void change(JsonNode tree) {
    List<ContainerNode<?>> places = new ArrayList<>();
    collect(tree, places);
    if (places.isEmpty()) {
      return;
    }
    if (oneOf(places) instanceof ObjectNode object) {
      List<String> names = new ArrayList<>();
      object.properties().stream().map(Map.Entry::getKey).forEach(names::add);
      String name = names.isEmpty() || oneIn(6) ? text() : oneOf(names);
      if (oneIn(4)) {
        object.remove(name);
      } else {
        object.set(name, value());
      }
    } else if (oneOf(places) instanceof ArrayNode array) {
      array.add(value());
    }
  }

  private static void collect(JsonNode node, List<ContainerNode<?>> places) {
    if (node instanceof ContainerNode<?> container) {
      places.add(container);
      container.valueStream().forEach(child -> collect(child, places));
    }
  }

  /** A value of any type of JSON. */
  private JsonNode value() {
    JsonNodeFactory nodes = JSON.getNodeFactory();
    return switch (random.nextInt(8)) {
      case 0 -> nodes.nullNode();
      case 1 -> nodes.booleanNode(random.nextBoolean());
      case 2 -> nodes.numberNode(random.nextLong());
      case 3 -> nodes.numberNode(random.nextDouble() * Math.pow(10, random.nextInt(600) - 300));
      case 4 -> nodes.arrayNode().add(1).add("x").addNull();
      case 5 -> nodes.objectNode().put(text(), 1);
      default -> nodes.textNode(text());
    };
  }

  /** Where a length or a number may stand, the largest there is, as Avro writes it. */
  private byte[] withLargeNumber(byte[] valid) {
    byte[] bytes = valid.clone();
    int from = random.nextInt(bytes.length + 1);
    for (int i = from; i < Math.min(bytes.length, from + 1 + random.nextInt(9)); i++) {
      bytes[i] = (byte) 0xFF;
    }
    return bytes;
  }

  private byte[] repeated(byte[] valid) {
    int times = 1 + random.nextInt(8);
    byte[] bytes = Arrays.copyOf(valid, Math.min(MOST_CHARACTERS, valid.length * times));
    for (int i = valid.length; i < bytes.length; i++) {
      bytes[i] = valid[i % valid.length];
    }
    return bytes;
  }

  private byte[] withOtherBytes(byte[] valid) {
    byte[] bytes = valid.clone();
    for (int i = random.nextInt(6); i >= 0 && bytes.length > 0; i--) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
    }
    return bytes;
  }
}

package org.zonekeeper.settings;

import java.net.URI;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Numbers and addresses on a command line, refused in words that are no programmer's. Stateless.
 */
final class OptionValues {
  private OptionValues() {}

  /** Has a command, and all below it, read values this way. */
  static void readBy(CommandLine command) {
    ITypeConverter<Integer> integers =
        read(Integer::valueOf, "a whole number up to " + Integer.MAX_VALUE);
    ITypeConverter<Long> longs = read(Long::valueOf, "a whole number up to " + Long.MAX_VALUE);
    ITypeConverter<Double> doubles = read(OptionValues::finite, "a number");
    command
        .registerConverter(
            short.class, read(Short::valueOf, "a whole number up to " + Short.MAX_VALUE))
        .registerConverter(Integer.class, integers)
        .registerConverter(int.class, integers)
        .registerConverter(Long.class, longs)
        .registerConverter(long.class, longs)
        .registerConverter(Double.class, doubles)
        .registerConverter(double.class, doubles)
        .registerConverter(
            URI.class,
            read(
                text -> WebAddress.read(text, "http", "https", "ws", "wss"),
                "an address such as http://localhost:8090"));
  }

  private static double finite(String text) {
    double number = Double.parseDouble(text);
    if (!Double.isFinite(number)) {
      throw new NumberFormatException(text);
    }
    return number;
  }

  private static <V> ITypeConverter<V> read(Function<String, V> reader, String allowed) {
    return text -> {
      try {
        return reader.apply(text.strip());
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(
            "'%s' cannot be used; allowed: %s".formatted(text, allowed));
      }
    };
  }
}

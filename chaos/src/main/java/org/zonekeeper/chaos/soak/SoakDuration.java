package org.zonekeeper.chaos.soak;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Durations as people write them: {@code 90s}, {@code 10m}, {@code 1h}. Stateless. */
final class SoakDuration implements ITypeConverter<Duration> {
  private static final Pattern WRITTEN = Pattern.compile("([1-9][0-9]{0,5})([smh])");

  @Override
  public Duration convert(String text) {
    Matcher written = WRITTEN.matcher(text);
    if (!written.matches()) {
      throw new TypeConversionException(
          "'%s' is no duration such as 90s, 10m or 1h".formatted(text));
    }
    long count = Long.parseLong(written.group(1));
    return switch (written.group(2)) {
      case "s" -> Duration.ofSeconds(count);
      case "m" -> Duration.ofMinutes(count);
      default -> Duration.ofHours(count);
    };
  }

  /** In minutes, or seconds if there are few. */
  static String told(Duration duration) {
    return duration.toSeconds() < 180
        ? "%d s".formatted(duration.toSeconds())
        : "%.1f min".formatted(duration.toSeconds() / 60.0);
  }
}

package org.zonekeeper.schemas.wire;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.avro.Schema;

/**
 * Every schema that was ever released, as it travels in the jar: {@code released/<version>/<topic
 * or "state">/<record's full name>.avsc}, listed in {@code released/index.txt}. A released file
 * never changes; the next one is added by the build's {@code release-schemas} profile. Immutable;
 * safe on any thread.
 */
public final class ReleasedSchemas {
  /** The folder of what state stores hold; the other folders bear the names of topics. */
  public static final String STATE = "state";

  /** The list of files, which a program in a jar cannot find out by itself. */
  public static final String INDEX = "index.txt";

  private final List<Entry> entries;

  private ReleasedSchemas(List<Entry> entries) {
    this.entries = List.copyOf(entries);
  }

  /** One released schema and where it stands. */
  public record Entry(String version, String folder, Schema schema) {}

  /** What this jar holds. */
  public static ReleasedSchemas bundled() {
    return read(path -> Optional.ofNullable(resource("/released/" + path)));
  }

  /**
   * Reads the index and all that it lists.
   *
   * @param content of a file by its path below {@code released/}; empty if there is none
   */
  public static ReleasedSchemas read(Function<String, Optional<String>> content) {
    List<Entry> entries = new ArrayList<>();
    for (String line : content.apply(INDEX).orElse("").lines().toList()) {
      if (!line.isBlank()) {
        entries.add(entry(line.strip(), content));
      }
    }
    return new ReleasedSchemas(entries);
  }

  /** All releases, in the order of the index. */
  public List<Entry> all() {
    return entries;
  }

  /** The schemas released for one topic, or for {@link #STATE}, in every version. */
  public List<Schema> in(String folder) {
    return entries.stream()
        .filter(entry -> entry.folder().equals(folder))
        .map(Entry::schema)
        .toList();
  }

  /** The schemas of the last release before this build, for one topic or for {@link #STATE}. */
  public List<Schema> latestIn(String folder) {
    List<Entry> ofFolder = entries.stream().filter(entry -> entry.folder().equals(folder)).toList();
    return ofFolder.isEmpty()
        ? List.of()
        : ofFolder.stream()
            .filter(entry -> entry.version().equals(ofFolder.getLast().version()))
            .map(Entry::schema)
            .toList();
  }

  private static Entry entry(String path, Function<String, Optional<String>> content) {
    String[] parts = path.split("/", -1);
    if (parts.length != 3 || !parts[2].endsWith(".avsc")) {
      throw new IllegalStateException(
          "released/%s has the line '%s'; a line is <version>/<topic or state>/<full name>.avsc"
              .formatted(INDEX, path));
    }
    String text =
        content
            .apply(path)
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "released/%s lists %s, which is not there".formatted(INDEX, path)));
    Schema schema = new Schema.Parser().parse(text);
    if (!parts[2].equals(schema.getFullName() + ".avsc")) {
      throw new IllegalStateException(
          "released/%s holds the schema of %s".formatted(path, schema.getFullName()));
    }
    return new Entry(parts[0], parts[1], schema);
  }

  private static String resource(String name) {
    try (InputStream in = ReleasedSchemas.class.getResourceAsStream(name)) {
      return in == null ? null : new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + name + " of the jar", e);
    }
  }
}

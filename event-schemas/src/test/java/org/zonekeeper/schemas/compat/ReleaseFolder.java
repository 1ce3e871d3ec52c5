package org.zonekeeper.schemas.compat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.zonekeeper.schemas.registry.NeutralSchema;
import org.zonekeeper.schemas.wire.ReleasedSchemas;

/** The folder {@code released} in the sources: reads, checks and adds to it. */
final class ReleaseFolder {
  private final Path root;

  ReleaseFolder(Path root) {
    this.root = root;
  }

  ReleasedSchemas read() {
    return ReleasedSchemas.read(this::content);
  }

  /** Whatever breaks between the schemas given and any that was ever released. */
  static List<String> breaks(Map<String, List<Schema>> current, ReleasedSchemas released) {
    List<String> breaks = new ArrayList<>();
    for (ReleasedSchemas.Entry entry : released.all()) {
      String name = entry.schema().getFullName();
      String where = "%s/%s/%s: ".formatted(entry.version(), entry.folder(), name);
      Optional<Schema> now =
          current.getOrDefault(entry.folder(), List.of()).stream()
              .filter(schema -> schema.getFullName().equals(name))
              .findFirst();
      if (now.isEmpty()) {
        breaks.add(where + "was released and is gone; records of it can no longer be read");
      } else {
        Evolution.breaks(now.get(), entry.schema()).forEach(line -> breaks.add(where + line));
      }
    }
    return breaks;
  }

  /**
   * Writes the schemas as a new version and renews the index.
   *
   * @throws IllegalStateException if the version exists, or anything breaks with released ones
   */
  void release(String version, Map<String, List<Schema>> current) throws IOException {
    Path folder = root.resolve(version);
    if (Files.exists(folder)) {
      throw new IllegalStateException(
          folder + " exists; what is released never changes: choose another version");
    }
    List<String> breaks = breaks(current, read());
    if (!breaks.isEmpty()) {
      throw new IllegalStateException(
          "not released, because this breaks:\n" + String.join("\n", breaks));
    }
    for (Map.Entry<String, List<Schema>> topic : current.entrySet()) {
      Path at = Files.createDirectories(folder.resolve(topic.getKey()));
      for (Schema schema : topic.getValue()) {
        Path file = at.resolve(schema.getFullName() + ".avsc");
        Files.writeString(file, NeutralSchema.pretty(schema) + "\n", StandardCharsets.UTF_8);
      }
    }
    Path index = root.resolve(ReleasedSchemas.INDEX);
    Files.writeString(index, String.join("\n", files()) + "\n", StandardCharsets.UTF_8);
  }

  /** All schema files below the folder, as the index lists them. */
  List<String> files() throws IOException {
    if (!Files.isDirectory(root)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .filter(file -> file.toString().endsWith(".avsc"))
          .map(file -> root.relativize(file).toString().replace('\\', '/'))
          .sorted()
          .toList();
    }
  }

  private Optional<String> content(String path) {
    Path file = root.resolve(path);
    try {
      return Files.exists(file) ? Optional.of(Files.readString(file)) : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }
}

package org.zonekeeper.audit.archive;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.zonekeeper.audit.source.UnreadableJournalException;

/**
 * The table of contents of an archive, {@code manifest.json}: what is not in it is not part of the
 * archive. Immutable.
 *
 * @param format version of the archive's layout
 * @param topic the topic that the events were read from
 * @param zones each zone's files, in order
 */
public record Manifest(int format, String topic, Map<String, List<Segment>> zones) {
  static final String FILE = "manifest.json";
  static final int FORMAT = 1;

  private static final ObjectMapper JSON =
      new ObjectMapper()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

  public Manifest {
    Map<String, List<Segment>> copy = new TreeMap<>();
    zones.forEach((zone, segments) -> copy.put(zone, List.copyOf(segments)));
    zones = java.util.Collections.unmodifiableMap(copy);
  }

  static Manifest empty(String topic) {
    return new Manifest(FORMAT, topic, Map.of());
  }

  /**
   * Reads an archive's manifest.
   *
   * @throws JournalFaultException if there is none, or it cannot be read, or contradicts itself
   */
  static Manifest read(Path directory) {
    Path file = directory.resolve(FILE);
    if (!Files.isRegularFile(file)) {
      throw new UnreadableJournalException(
          "%s is no archive: it has no %s (an archive is the directory that 'audit archive' or 'audit export' has made)"
              .formatted(directory, FILE));
    }
    try {
      Manifest manifest = JSON.readValue(file.toFile(), Manifest.class);
      if (manifest.format() != FORMAT) {
        throw new UnreadableJournalException(
            "%s is of format %d; this program reads format %d"
                .formatted(file, manifest.format(), FORMAT));
      }
      manifest.zones().forEach((zone, segments) -> requireOrder(file, zone, segments));
      return manifest;
    } catch (IOException | NullPointerException e) {
      // A member that is missing reads as null, which the record's constructor refuses.
      throw new UnreadableJournalException("%s is damaged: %s".formatted(file, e.getMessage()), e);
    }
  }

  private static void requireOrder(Path file, String zone, List<Segment> segments) {
    for (int i = 1; i < segments.size(); i++) {
      Segment before = segments.get(i - 1);
      Segment segment = segments.get(i);
      if (segment.firstSequence() != before.lastSequence() + 1) {
        throw new UnreadableJournalException(
            "%s: zone %s: %s ends with sequence %d and %s begins with %d; the file between them is missing or stands twice"
                .formatted(
                    file,
                    zone,
                    before.file(),
                    before.lastSequence(),
                    segment.file(),
                    segment.firstSequence()));
      }
    }
  }

  /** The same with one more file of a zone, behind those it has. */
  Manifest with(String zone, Segment segment) {
    Map<String, List<Segment>> more = new TreeMap<>(zones);
    List<Segment> segments = new ArrayList<>(more.getOrDefault(zone, List.of()));
    segments.add(segment);
    more.put(zone, segments);
    return new Manifest(format, topic, more);
  }

  /** Replaces the manifest in one step: a crash leaves the old one or the new one. */
  void write(Path directory) throws IOException {
    Path fresh = directory.resolve(FILE + ".new");
    DurableFiles.write(fresh, JSON.writeValueAsBytes(this));
    Files.move(
        fresh,
        directory.resolve(FILE),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }
}

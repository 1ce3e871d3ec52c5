package org.zonekeeper.chaos.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.zonekeeper.audit.archive.Archive;
import org.zonekeeper.audit.archive.ArchiveWriter;
import org.zonekeeper.audit.archive.ZoneArchiver;
import org.zonekeeper.audit.source.JournalRange;
import org.zonekeeper.audit.source.JournalScan;
import org.zonekeeper.audit.source.UnreadableJournalException;
import org.zonekeeper.schemas.Topics;
import org.zonekeeper.schemas.UnknownZoneException;
import org.zonekeeper.schemas.ZoneDirectory;
import org.zonekeeper.schemas.wire.RecordBodies;
import org.zonekeeper.settings.GivenSettings;
import org.zonekeeper.settings.InvalidSettingException;
import org.zonekeeper.simulators.contacts.ContactFile;
import org.zonekeeper.simulators.contacts.UnusableContactsException;

/** What people hand over: files of settings, lists of contacts, archives. Stateless. */
final class FileTargets {
  private static final String SETTINGS =
      "name=ann\npause.ms = 10\n# \\u00e9\nzones: north=0,south=1\nlong=a\\\n  b\n! x\n\\u0041=1\n";
  private static final String CONTACTS =
      "\"duration\";\"campaign\";\"previous\";\"y\"\n261;1;0;\"no\"\n0;2;1;\"yes\"\n";

  private FileTargets() {}

  static List<FuzzTarget> all(Path directory) {
    return List.of(
        settings(directory),
        contacts(directory),
        zones(),
        new Archives(directory.resolve("archive")));
  }

  private static FuzzTarget settings(Path directory) {
    Path file = directory.resolve("any.properties");
    return Decoder.of(
        "settings files",
        any -> {
          Files.write(file, any.changed(any.changed(SETTINGS).getBytes(UTF_8)));
          new GivenSettings().putFile(file);
        },
        InvalidSettingException.class);
  }

  private static FuzzTarget contacts(Path directory) {
    Path file = directory.resolve("any.csv");
    return Decoder.of(
        "contact files",
        any -> {
          Files.write(file, any.changed(any.changed(CONTACTS).getBytes(UTF_8)));
          ContactFile.read(file);
        },
        UnusableContactsException.class);
  }

  private static FuzzTarget zones() {
    return Decoder.of(
        "zone directories",
        any -> ZoneDirectory.parse(any.changed("north=0,south=1")),
        IllegalArgumentException.class,
        UnknownZoneException.class);
  }

  /** Manifest, container files and states of an archive, one of which is not what it was. */
  private static final class Archives implements FuzzTarget {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int EVENTS = 40;
    private static final int SEGMENT_BYTES = 4_000;
    private static final String ZONE = "north";
    private static final RecordBodies BODIES = RecordBodies.of(Topics.JOURNAL);

    private final Path directory;

    Archives(Path directory) {
      this.directory = directory;
    }

    @Override
    public String name() {
      return "archives";
    }

    @Override
    public Answer tryOne(AnyInput any) throws IOException {
      if (!Files.exists(directory)) {
        write(any);
      }
      Path file = any.oneOf(files());
      byte[] good = Files.readAllBytes(file);
      try {
        Files.write(
            file,
            file.toString().endsWith(".json") && any.random().nextBoolean()
                ? any.changed(JSON.readTree(good)).getBytes(UTF_8)
                : any.changed(good));
        read();
        return Answer.TAKEN;
      } catch (UnreadableJournalException e) {
        return Answer.REFUSED;
      } finally {
        Files.write(file, good);
      }
    }

    private void read() {
      try (Archive archive = Archive.open(directory)) {
        for (String zone : archive.zones()) {
          archive.extent(zone);
          archive.nearestState(zone, JournalRange.ALL);
          try (JournalScan scan = archive.scan(zone, JournalRange.ALL)) {
            scan.forEachRemaining(record -> record.sequence());
          }
        }
      }
    }

    private void write(AnyInput any) throws IOException {
      try (ArchiveWriter archive = ArchiveWriter.open(directory, SEGMENT_BYTES);
          ZoneArchiver zone = archive.zone(ZONE)) {
        for (long sequence = 1; sequence <= EVENTS; sequence++) {
          SpecificRecord event = any.records().next(any.oneOf(Topics.JOURNAL.types()), ZONE);
          Schema schema = BODIES.currentSchema(event.getSchema().getFullName()).orElseThrow();
          zone.append(schema, BODIES.encode(event), sequence, sequence);
        }
        zone.finish();
      }
    }

    private List<Path> files() {
      try (Stream<Path> all = Files.walk(directory)) {
        List<Path> files = new ArrayList<>(all.filter(Archives::isPart).sorted().toList());
        // The table of contents says the most, so it is changed as often as all others together.
        Path manifest = directory.resolve("manifest.json");
        for (int i = files.size(); i > 1; i--) {
          files.add(manifest);
        }
        return files;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static boolean isPart(Path path) {
      return path.toString().endsWith(".json") || path.toString().endsWith(".avro");
    }
  }
}

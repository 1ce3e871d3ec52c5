package org.zonekeeper.audit.archive;

import static java.util.regex.Matcher.quoteReplacement;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.zonekeeper.audit.Journals;
import org.zonekeeper.audit.Life;
import org.zonekeeper.audit.source.DamagedJournalException;
import org.zonekeeper.audit.source.UnreadableJournalException;

class DamagedArchiveTest {
  private static final int SEGMENT_BYTES = 8_000;

  @TempDir private Path directory;
  private Path second;

  @BeforeEach
  void archived() {
    Journals.archive(directory, SEGMENT_BYTES, new Life("north", 7).more(2500));
    second = directory.resolve(Archive.open(directory).segments("north").get(1).file());
  }

  /** Wherever the byte lies: header, schemas, block, sync mark, end. */
  @Test
  void anyFlippedByteIsFound() throws IOException {
    byte[] good = Files.readAllBytes(second);
    Random random = new Random(11);
    for (int i = 0; i < 60; i++) {
      int place = i == 0 ? good.length - 1 : random.nextInt(good.length);
      byte[] bad = good.clone();
      bad[place] ^= (byte) (1 << random.nextInt(8));
      Files.write(second, bad);

      assertThatThrownBy(this::readAll)
          .as("byte %d", place)
          .isInstanceOf(DamagedJournalException.class)
          .hasMessageContaining("zone north")
          .hasMessageContaining(second.getFileName().toString());
    }
  }

  @Test
  void aTruncatedFileIsFoundBeforeItIsRead() throws IOException {
    byte[] good = Files.readAllBytes(second);
    Files.write(second, Arrays.copyOf(good, good.length / 2));

    assertThatThrownBy(this::readAll)
        .isInstanceOf(DamagedJournalException.class)
        .hasMessageContaining("it was cut off or changed")
        .hasMessageContaining("none of them was read");
  }

  @Test
  void aMissingFileIsNamed() throws IOException {
    Files.delete(second);

    assertThatThrownBy(this::readAll)
        .isInstanceOf(DamagedJournalException.class)
        .hasMessageContaining(second.getFileName().toString())
        .hasMessageContaining("cannot be opened");
  }

  @Test
  void aManifestWithoutOneFileContradictsItself() throws IOException {
    Manifest manifest = Manifest.read(directory);
    Manifest less = Manifest.empty(manifest.topic());
    for (Segment segment : manifest.zones().get("north")) {
      less =
          segment.file().equals(directory.relativize(second).toString())
              ? less
              : less.with("north", segment);
    }
    less.write(directory);

    assertThatThrownBy(() -> Archive.open(directory))
        .isInstanceOf(UnreadableJournalException.class)
        .hasMessageContaining("the file between them is missing");
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "\"../../elsewhere\"", "\"/etc/hostname\"", "\"a\\u0000b\""})
  void aManifestNamesFilesWithinTheArchiveOnly(String file) throws IOException {
    String manifest = Files.readString(directory.resolve("manifest.json"));
    String one =
        manifest.replaceFirst("\"file\" : \"[^\"]*\"", quoteReplacement("\"file\" : " + file));
    assertThat(one).isNotEqualTo(manifest);
    Files.writeString(directory.resolve("manifest.json"), one);
    assertThatThrownBy(() -> Manifest.read(directory))
        .isInstanceOf(UnreadableJournalException.class)
        .hasMessageContaining("is no file within the archive");
  }

  @Test
  void aManifestThatIsNoJsonIsDamaged() throws IOException {
    Files.writeString(directory.resolve("manifest.json"), "{\"format\":1,");

    assertThatThrownBy(() -> Archive.open(directory))
        .isInstanceOf(UnreadableJournalException.class)
        .hasMessageContaining("manifest.json is damaged");
  }

  @Test
  void anyOtherDirectoryIsNoArchive() throws IOException {
    Path other = Files.createDirectory(directory.resolve("other"));

    assertThatThrownBy(() -> Archive.open(other))
        .isInstanceOf(UnreadableJournalException.class)
        .hasMessageContaining("is no archive");
  }

  @Test
  void anUnknownZoneIsNamedWithThoseThereAre() {
    Archive archive = Archive.open(directory);

    assertThatThrownBy(() -> archive.extent("west"))
        .isInstanceOf(UnreadableJournalException.class)
        .hasMessageContaining("has no zone west; it has north");
  }

  private void readAll() {
    assertThat(ArchiveTest.read(Archive.open(directory), "north")).isNotEmpty();
  }
}

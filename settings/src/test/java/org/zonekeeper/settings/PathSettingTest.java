package org.zonekeeper.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class PathSettingTest {
  private static final Setting<Path> DIRECTORY =
      PathSetting.directory("directory").because("to keep it");
  private static final Setting<Path> FILE = PathSetting.fileToWrite("file").because("to write it");

  @TempDir private Path home;

  @Test
  void whatCanBeMadeIsTakenAndNothingIsLeftBehind() throws IOException {
    assertThat(read(DIRECTORY, home.resolve("a/b"))).isEqualTo(home.resolve("a/b"));
    assertThat(read(FILE, home.resolve("a/b.log"))).isEqualTo(home.resolve("a/b.log"));
    Path there = Files.writeString(home.resolve("there"), "kept");
    assertThat(read(FILE, there)).hasContent("kept");
    assertThat(home).isDirectoryContaining(file -> file.equals(there));
    try (var files = Files.list(home)) {
      assertThat(files).containsExactly(there);
    }
  }

  @Test
  void aDirectoryIsNoFileAndAFileNoDirectory() throws IOException {
    Path file = Files.writeString(home.resolve("file"), "");
    refused(DIRECTORY, file);
    refused(DIRECTORY, file.resolve("below"));
    refused(FILE, home);
    refused(FILE, file.resolve("below"));
  }

  /** Root may write everywhere, and still cannot there. */
  @Test
  @EnabledOnOs(OS.LINUX)
  void aFileSystemThatTakesNoFilesIsRefused() {
    refused(DIRECTORY, Path.of("/proc/x"));
    refused(FILE, Path.of("/proc/x"));
    refused(FILE, Path.of("/dev/null"));
  }

  private static Path read(Setting<Path> setting, Path path) {
    return SettingsCatalogue.of(setting).read(Map.of(setting.key(), path.toString())).get(setting);
  }

  private static void refused(Setting<Path> setting, Path path) {
    assertThatThrownBy(() -> read(setting, path))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessage(
            "%s: '%s' cannot be used; allowed: %s"
                .formatted(setting.key(), path, setting.allowed()));
  }
}

package org.zonekeeper.bench.pages;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zonekeeper.cluster.process.StartFailure;

class BrowserToolsTest {
  @TempDir private Path directory;

  @Test
  void aMissingLibraryIsNamedWithTheCommandThatGetsIt() {
    Path modules = directory.resolve("js").resolve("node_modules");

    assertThatThrownBy(() -> new BrowserTools(modules, directory).require())
        .isInstanceOf(StartFailure.class)
        .hasMessageContaining("npm ci --prefix " + directory.resolve("js"));
  }

  @Test
  void aMissingBrowserIsNamedWithTheOptionThatSaysWhereItIs() throws IOException {
    Files.createDirectories(directory.resolve("playwright-core"));
    Path chromium = directory.resolve("chromium");

    assertThatThrownBy(() -> new BrowserTools(directory, chromium).require())
        .isInstanceOf(StartFailure.class)
        .hasMessageContaining(chromium.toString())
        .hasMessageContaining("--chromium");
  }
}

package org.zonekeeper.bench.pages;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.zonekeeper.cluster.process.StartFailure;

/**
 * What a page is looked at with: Node, its library for browsers, and Chromium. None of it is part
 * of the product, so each is asked for before anything else is started. Immutable.
 *
 * @param modules a directory with playwright-core in it
 * @param chromium the browser's program
 */
public record BrowserTools(Path modules, Path chromium) {
  private static final String NODE = "node";
  private static final int OLDEST_NODE = 20;

  /**
   * Requires all three.
   *
   * @throws StartFailure naming what is missing, and how to come by it
   */
  public void require() throws IOException, InterruptedException {
    if (!Files.isDirectory(modules.resolve("playwright-core"))) {
      throw new StartFailure(
          "bench pages needs playwright-core, and %s has none: npm ci --prefix %s"
              .formatted(modules, modules.getParent()));
    }
    if (!Files.isExecutable(chromium)) {
      throw new StartFailure(
          "bench pages needs Chromium, and there is none at %s: install it, or say with --chromium"
                  .formatted(chromium)
              + " where it is");
    }
    requireNode();
  }

  /** The command line of a script that opens the pages of a gateway. */
  List<String> command(Path script, String gateway, String zone, String agent) {
    return List.of(
        NODE,
        script.toString(),
        gateway,
        zone,
        agent,
        modules.toAbsolutePath().toString(),
        chromium.toString());
  }

  private static void requireNode() throws IOException, InterruptedException {
    String version;
    try {
      Process node = new ProcessBuilder(NODE, "--version").redirectErrorStream(true).start();
      version = new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      node.waitFor();
    } catch (IOException e) {
      throw new StartFailure(
          "bench pages needs Node %d or newer on the path: %s"
              .formatted(OLDEST_NODE, e.getMessage()),
          e);
    }
    if (!version.matches("v\\d+\\..*")
        || Integer.parseInt(version.substring(1, version.indexOf('.'))) < OLDEST_NODE) {
      throw new StartFailure(
          "bench pages needs Node %d or newer; the one on the path says '%s'"
              .formatted(OLDEST_NODE, version));
    }
  }
}

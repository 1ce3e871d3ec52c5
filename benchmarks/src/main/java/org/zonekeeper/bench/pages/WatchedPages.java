package org.zonekeeper.bench.pages;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.zonekeeper.cluster.process.StartFailure;

/**
 * Both pages of a gateway in a headless browser, with a stopwatch in each. The browser is a process
 * of its own, driven by a script in Node; it ends with this object, and with this process. Used by
 * the benchmark's one thread.
 */
final class WatchedPages implements AutoCloseable {
  private static final String SCRIPT = "watch-pages.mjs";
  private static final int END_WITHIN_SECONDS = 20;

  private final Process node;
  private final Path log;
  private final BufferedReader answers;
  private final BufferedWriter commands;

  private WatchedPages(Process node, Path log) {
    this.node = node;
    this.log = log;
    this.answers = node.inputReader(StandardCharsets.UTF_8);
    this.commands = node.outputWriter(StandardCharsets.UTF_8);
  }

  /**
   * Opens both, and returns when the agent is logged on and the dashboard has its agents.
   *
   * @param gateway base address of the pages, with a slash at its end
   * @param directory for the script and its log
   * @throws StartFailure if a page does not come up
   */
  static WatchedPages open(
      BrowserTools tools, String gateway, String zone, String agent, Path directory)
      throws IOException {
    Path script = directory.resolve(SCRIPT);
    try (InputStream own = WatchedPages.class.getResourceAsStream(SCRIPT)) {
      Files.copy(own, script, StandardCopyOption.REPLACE_EXISTING);
    }
    Path log = directory.resolve("pages.log");
    Process node =
        new ProcessBuilder(tools.command(script, gateway, zone, agent))
            .redirectError(log.toFile())
            .start();
    WatchedPages pages = new WatchedPages(node, log);
    try {
      var unused = pages.until("ready");
      return pages;
    } catch (IOException | RuntimeException e) {
      pages.close();
      throw e;
    }
  }

  /** From here on what the pages show counts, and the agent at the page is in a hurry. */
  void measure() throws IOException {
    var unused = ask("measure");
  }

  /** What each page has shown, a line of JSON for each, as the script wrote it. */
  List<JsonNode> end() throws IOException {
    List<JsonNode> pages = new ArrayList<>();
    for (String line : ask("end")) {
      pages.add(new ObjectMapper().readTree(line));
    }
    return pages;
  }

  private List<String> ask(String command) throws IOException {
    commands.write(command);
    commands.newLine();
    commands.flush();
    return until(command + " done");
  }

  private List<String> until(String last) throws IOException {
    List<String> lines = new ArrayList<>();
    for (String line = answers.readLine(); line != null; line = answers.readLine()) {
      if (line.equals(last)) {
        return lines;
      }
      lines.add(line);
    }
    throw new StartFailure(
        "the browser's script ended before it said '%s':%n%s"
            .formatted(last, Files.readString(log, StandardCharsets.UTF_8)));
  }

  @Override
  public void close() throws IOException {
    commands.close();
    try {
      if (!node.waitFor(END_WITHIN_SECONDS, TimeUnit.SECONDS)) {
        node.descendants().forEach(ProcessHandle::destroyForcibly);
        node.destroyForcibly();
      }
    } catch (InterruptedException e) {
      node.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}

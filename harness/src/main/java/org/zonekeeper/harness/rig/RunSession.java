package org.zonekeeper.harness.rig;

import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.atomic.AtomicBoolean;
import org.zonekeeper.harness.TemporaryDirectory;

/**
 * One run of a benchmark or of chaos: its directory, which goes when all went well, and standard
 * error, which is the progress' alone while the parts in this process log to a file. Opened and
 * closed by the command's thread.
 */
public final class RunSession implements AutoCloseable {
  private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss");

  private final Path directory;
  private final AtomicBoolean stays;
  private final PrintStream terminal;
  private final PrintStream log;
  private final PrintWriter progress;

  private RunSession(Path directory, AtomicBoolean stays) throws IOException {
    this.directory = directory;
    this.stays = stays;
    this.terminal = System.err;
    this.progress = new PrintWriter(terminal, true, StandardCharsets.UTF_8);
    this.log =
        new PrintStream(
            Files.newOutputStream(directory.resolve("run.log")), true, StandardCharsets.UTF_8);
    System.setErr(log);
  }

  /** A run in a new directory under the system's temporary one. */
  public static RunSession open(String name) throws IOException {
    Path directory = Files.createTempDirectory("zonekeeper-" + name + "-");
    AtomicBoolean stays = new AtomicBoolean();
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  if (!stays.get()) {
                    new TemporaryDirectory(directory).run();
                  }
                },
                "tidy-up"));
    return new RunSession(directory, stays);
  }

  /** Where everything of this run goes. */
  public Path directory() {
    return directory;
  }

  /** Tells the user what is going on. */
  public void progress(String words) {
    progress.println(LocalTime.now(ZoneId.systemDefault()).format(CLOCK) + "  " + words);
  }

  /** Something is wrong or of interest: logs and evidence are kept, and the user is told where. */
  public void keepDirectory() {
    if (stays.compareAndSet(false, true)) {
      progress.println("logs and evidence: " + directory);
    }
  }

  /** Ends the run, whose parts must have ended; its directory goes, unless it is kept. */
  @Override
  public void close() {
    System.setErr(terminal);
    log.close();
    if (stays.compareAndSet(false, true)) {
      new TemporaryDirectory(directory).run();
    }
  }
}

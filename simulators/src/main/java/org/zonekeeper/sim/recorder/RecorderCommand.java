package org.zonekeeper.sim.recorder;

import io.javalin.util.JavalinBindException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * {@code zonekeeper run recorder}: the reference recorder in the foreground, until it is stopped.
 */
@Command(
    name = "recorder",
    mixinStandardHelpOptions = true,
    description = {
      "Runs the reference recorder: takes events as CloudEvents batches over HTTP and keeps them",
      "in an append-only file of JSON lines."
    })
public final class RecorderCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--host",
      defaultValue = "127.0.0.1",
      description = "Address to listen on (default: ${DEFAULT-VALUE}, this machine only).")
  private String host;

  @Option(
      names = "--port",
      defaultValue = "8095",
      description = "Port to listen on; 0: any free one (default: ${DEFAULT-VALUE}).")
  private int port;

  @Option(
      names = "--log",
      paramLabel = "FILE",
      defaultValue = "${env:ZONEKEEPER_RECORDER_LOG:-recorder.jsonl}",
      description = {
        "Where the events are kept, JSON lines; continued when it exists",
        "(ZONEKEEPER_RECORDER_LOG; default: recorder.jsonl)."
      })
  private Path log;

  @Option(
      names = "--fault-delay-ms",
      defaultValue = "0",
      description = "For tests: wait so long before each batch (default: ${DEFAULT-VALUE}).")
  private long delayMillis;

  @Option(
      names = "--fault-fail-percent",
      defaultValue = "0",
      description = "For tests: answer so many batches with 500 (default: ${DEFAULT-VALUE}).")
  private int failPercent;

  @Option(
      names = "--fault-drop-percent",
      defaultValue = "0",
      description = {
        "For tests: record so many batches, then drop the connection unanswered",
        "(default: ${DEFAULT-VALUE})."
      })
  private int dropPercent;

  @Option(
      names = "--fault-seed",
      defaultValue = "1",
      description = "Seed of the faults' chance (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Override
  public Integer call() throws InterruptedException {
    try (RecorderLog open = RecorderLog.open(log, InstantSource.system());
        RecorderServer server = new RecorderServer(open, faults())) {
      int bound = server.start(host, port);
      spec.commandLine().getOut().printf("recorder listening on http://%s:%d%n", host, bound);
      spec.commandLine().getOut().flush();
      CountDownLatch stopped = new CountDownLatch(1);
      Thread main = Thread.currentThread();
      Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(stopped, main), "stop"));
      stopped.await();
      return 0;
    } catch (IOException | DamagedLogException | JavalinBindException e) {
      spec.commandLine().getErr().println("recorder cannot run: " + e.getMessage());
      return 1;
    }
  }

  private Faults faults() {
    try {
      return Faults.random(Duration.ofMillis(delayMillis), failPercent, dropPercent, seed);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  /** Runs in the shutdown hook: lets the command close what it opened before the process ends. */
  private static void stop(CountDownLatch stopped, Thread main) {
    stopped.countDown();
    try {
      main.join(Duration.ofSeconds(5));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

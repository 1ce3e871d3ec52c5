package org.zonekeeper.cluster.process;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * One JVM of ours as a child process: its output goes to a log file, it can be signalled, and it
 * never outlives this process (see {@link ParentWatch}).
 *
 * <p>Used by the local cluster, the demo and the system tests:
 *
 * <pre>{@code
 * ChildProcess am = ChildProcess.named("am-1")
 *     .main("org.zonekeeper.cli.Zonekeeper", "run", "agent-manager")
 *     .log(directory.resolve("am-1.log"))
 *     .start();
 * am.awaitReady("zone status", Duration.ofSeconds(30), () -> zones.hasOwner("am-1"));
 * am.signal(Signal.KILL);
 * }</pre>
 *
 * <p>Every method may be called from any thread.
 */
public final class ChildProcess implements AutoCloseable {
  /** How often {@link #awaitReady} asks its condition; short against any start-up. */
  private static final Duration POLL = Duration.ofMillis(20);

  /**
   * How long {@link #close()} waits for an orderly end; a graceful Streams stop needs about 1 s.
   */
  private static final Duration GRACE = Duration.ofSeconds(10);

  private static final int LINES_IN_ERROR = 15;

  private final String name;
  private final Process process;
  private final Path log;
  private final long logBegin;
  private final boolean archives;
  private volatile boolean frozen;

  private ChildProcess(
      String name, Process process, Path log, long logBegin, Optional<SharedArchive> archive) {
    this.name = name;
    this.process = process;
    this.log = log;
    this.logBegin = logBegin;
    this.archives = archive.filter(SharedArchive::isMade).isPresent();
  }

  /** Begins the description of a child; the name stands in every error about it. */
  public static Builder named(String name) {
    return new Builder(name);
  }

  /**
   * Whether this JVM is shutting down and ends its children for that reason: then the end of one is
   * no news.
   */
  public static boolean parentIsEnding() {
    return ChildProcesses.ending();
  }

  /** The name it was given. */
  public String name() {
    return name;
  }

  /** The operating system's process id. */
  public long pid() {
    return process.pid();
  }

  /** Where its standard output and standard error go. */
  public Path log() {
    return log;
  }

  /** Whether it runs; a frozen process is alive. */
  public boolean isAlive() {
    return process.isAlive();
  }

  /** Completes with the exit code when the process ends; 128 + n if signal n ended it. */
  public CompletableFuture<Integer> onExit() {
    return process.onExit().thenApply(Process::exitValue);
  }

  /**
   * Waits until the condition holds.
   *
   * @param what what is waited for, as it would stand in "waits for …"
   * @throws StartFailure when the process ends first or the time runs out, with its last log lines
   * @throws InterruptedException when the waiting thread is interrupted; the process runs on
   */
  public void awaitReady(String what, Duration timeout, BooleanSupplier condition)
      throws InterruptedException {
    Instant deadline = Instant.now().plus(timeout);
    while (!condition.getAsBoolean()) {
      if (process.waitFor(POLL.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new StartFailure(
            "%s ended with exit code %d before this was there: %s.%n%s"
                .formatted(name, process.exitValue(), what, logExcerpt()));
      }
      if (Instant.now().isAfter(deadline)) {
        throw new StartFailure(
            "%s did not get ready within %d s, waiting for: %s.%n%s"
                .formatted(name, timeout.toSeconds(), what, logExcerpt()));
      }
    }
  }

  /**
   * Sends a signal. Nothing happens if the process has ended.
   *
   * @throws IOException when the operating system's {@code kill} cannot be run or refuses
   * @throws InterruptedException when interrupted while {@code kill} runs
   */
  public void signal(Signal signal) throws IOException, InterruptedException {
    switch (signal) {
      case TERM -> terminate();
      case KILL -> process.destroyForcibly();
      // Java knows no other signals.
      case STOP, CONT -> {
        OperatingSystem.ask(this, "kill", "-" + signal, Long.toString(pid()));
        frozen = signal == Signal.STOP;
      }
    }
  }

  /**
   * Not {@link Process#destroy()}: that closes the pipe to the child as well, which its {@link
   * ParentWatch} takes for the parent's death, so that it would end at once instead of in order.
   */
  private void terminate() {
    if (process.isAlive() && !process.toHandle().destroy()) {
      throw new IllegalStateException("SIGTERM to %s (%d) was refused".formatted(name, pid()));
    }
  }

  /** Kills the process (SIGKILL) and waits until the operating system has buried it. */
  public void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /**
   * Asks for an orderly end and waits for it; kills what has not ended within the grace, or within
   * {@link SharedArchive#MADE_WITHIN} if it writes an archive of its classes when all else is done.
   *
   * @return the exit code
   */
  public int stop(Duration grace) throws InterruptedException {
    terminate();
    Duration most = archives && !frozen ? SharedArchive.MADE_WITHIN.plus(grace) : grace;
    if (!process.waitFor(most.toMillis(), TimeUnit.MILLISECONDS)) {
      kill();
    }
    return process.exitValue();
  }

  /** Ends the process in order; if interrupted meanwhile, kills it and stays interrupted. */
  @Override
  public void close() {
    try {
      stop(GRACE);
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  /** Closes all at once: each needs a moment to end, and none waits for another. */
  public static void closeAll(Collection<ChildProcess> processes) {
    processes.stream().parallel().forEach(ChildProcess::close);
  }

  /**
   * The last lines that this process has logged, fewer if there are fewer; what an earlier one
   * wrote into the same log is left out.
   */
  public List<String> lastLogLines(int count) {
    try (InputStream own = Files.newInputStream(log)) {
      own.skipNBytes(logBegin);
      // Not readAllLines: a log cut off in the middle of a character must not hide the error.
      List<String> lines = new String(own.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
      return lines.subList(Math.max(0, lines.size() - count), lines.size());
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (IOException e) {
      return List.of("(the log cannot be read: " + e + ")");
    }
  }

  private String logExcerpt() {
    return "Its log %s ends with:%n  %s"
        .formatted(log, String.join(System.lineSeparator() + "  ", lastLogLines(LINES_IN_ERROR)));
  }

  @Override
  public String toString() {
    return "%s (pid %d, %s)".formatted(name, pid(), isAlive() ? "alive" : "ended");
  }

  /** Describes a child JVM; not for use by several threads. */
  public static final class Builder {
    private final String name;
    private final List<String> jvmFlags = new ArrayList<>(JvmFlags.fastStart(512));
    private String classPath = System.getProperty("java.class.path");
    private final List<String> mainAndArguments = new ArrayList<>();
    private final ProcessBuilder process = new ProcessBuilder();
    private Path log;

    private Builder(String name) {
      this.name = Objects.requireNonNull(name);
    }

    /** The class path; that of this very JVM if not given. */
    public Builder classPath(String path) {
      classPath = Objects.requireNonNull(path);
      return this;
    }

    /** The JVM flags, instead of {@link JvmFlags#fastStart}. */
    public Builder jvmFlags(List<String> flags) {
      jvmFlags.clear();
      jvmFlags.addAll(flags);
      return this;
    }

    /** One more system property for the child. */
    public Builder property(String key, String value) {
      jvmFlags.add("-D" + key + "=" + value);
      return this;
    }

    /** The class to run and its arguments. */
    public Builder main(String mainClass, String... arguments) {
      mainAndArguments.clear();
      mainAndArguments.add(mainClass);
      mainAndArguments.addAll(List.of(arguments));
      return this;
    }

    /** Environment variables, on top of this process's own. */
    public Builder environment(Map<String, String> variables) {
      process.environment().putAll(variables);
      return this;
    }

    /** The directory to run in; this process's own if not given. */
    public Builder directory(Path directory) {
      process.directory(directory.toFile());
      return this;
    }

    /** Where output goes; appended to, so that a restarted process keeps its history. Required. */
    public Builder log(Path file) {
      log = Objects.requireNonNull(file);
      return this;
    }

    /**
     * Starts the JVM that this one runs on, with the described flags and class.
     *
     * @throws StartFailure when the operating system refuses to start it
     */
    public ChildProcess start() {
      Objects.requireNonNull(log, "log");
      if (mainAndArguments.isEmpty()) {
        throw new IllegalStateException(name + ": no main class given");
      }
      List<String> command = new ArrayList<>();
      command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      command.addAll(jvmFlags);
      String mainClass = mainAndArguments.getFirst();
      String wholePath =
          ClassArchive.withoutTests(classPath, mainClass)
              + File.pathSeparator
              + ChildProcesses.location();
      Optional<SharedArchive> archive = ClassArchive.shared(mainAndArguments, wholePath, jvmFlags);
      archive.map(SharedArchive::flags).ifPresent(command::addAll);
      command.add("-cp");
      command.add(wholePath);
      command.add(ParentWatch.class.getName());
      command.addAll(mainAndArguments);
      try {
        if (log.getParent() != null) {
          Files.createDirectories(log.getParent());
        }
        long logBegin = Files.exists(log) ? Files.size(log) : 0;
        Process started =
            process
                .command(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        ChildProcesses.hold(started);
        archive.ifPresent(shared -> shared.follow(started));
        return new ChildProcess(name, started, log, logBegin, archive);
      } catch (IOException e) {
        archive.ifPresent(shared -> shared.notStarted());
        throw new StartFailure("%s cannot be started: %s".formatted(name, e.getMessage()), e);
      }
    }
  }
}

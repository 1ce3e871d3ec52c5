package org.zonekeeper.cluster.process;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Every living child of this JVM, so that an orderly end of the parent (SIGINT and SIGTERM
 * included) ends them in order too. An unorderly one is seen to by {@link ParentWatch}.
 */
final class ChildProcesses {
  /** How long the parent's shutdown waits for its children; a broker needs about a second. */
  private static final long GRACE_SECONDS = 5;

  private static final Set<Process> CHILDREN = ConcurrentHashMap.newKeySet();

  static {
    Runtime.getRuntime().addShutdownHook(new Thread(ChildProcesses::endAll, "end-children"));
  }

  private static volatile boolean ending;

  private ChildProcesses() {}

  static boolean ending() {
    return ending;
  }

  static void hold(Process child) {
    CHILDREN.add(child);
    var unused = child.onExit().thenAccept(CHILDREN::remove);
  }

  /**
   * Where the class {@link ParentWatch} is: the jar or directory that every child's class path
   * needs.
   */
  static Path location() {
    try {
      return Path.of(ParentWatch.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException("The location of our own classes is not a path", e);
    }
  }

  private static void endAll() {
    ending = true;
    CHILDREN.forEach(Process::destroy);
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(GRACE_SECONDS);
    try {
      for (Process child : CHILDREN) {
        if (!child.waitFor(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
          child.destroyForcibly();
        }
      }
    } catch (InterruptedException e) {
      CHILDREN.forEach(Process::destroyForcibly);
      Thread.currentThread().interrupt();
    }
  }
}

package org.zonekeeper.cluster.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One child process's share in the {@link ClassArchive} of its kind: it uses the archive that is
 * there; otherwise, unless another child of this JVM is about to, it makes one when it ends.
 * Writing one takes many seconds of a busy machine, so one does it at a time, is given the time to
 * finish, and does it again only if it was killed before. Any thread.
 */
final class SharedArchive {
  /** The largest archive takes 10 s of a core; this is for a very busy machine. */
  static final Duration MADE_WITHIN = Duration.ofMinutes(1);

  /** Ends with which whatever was loaded has been written: of its own accord, or by SIGTERM. */
  private static final Set<Integer> IN_ORDER = Set.of(0, 1, 2, 143);

  private static final Set<Path> BEING_MADE = ConcurrentHashMap.newKeySet();

  private final Path file;
  private final Path unfinished;
  private final boolean makes;

  private SharedArchive(Path file, boolean makes) {
    this.file = file;
    // Other JVMs may make the same one at the same time.
    this.unfinished =
        file.resolveSibling("%s.%d".formatted(file.getFileName(), ProcessHandle.current().pid()));
    this.makes = makes;
  }

  /** For a child that is about to start; {@link #follow} or {@link #notStarted} must follow. */
  static SharedArchive at(Path file) {
    return new SharedArchive(file, !Files.exists(file) && BEING_MADE.add(file));
  }

  /** Whether the child writes the archive when it ends. */
  boolean isMade() {
    return makes;
  }

  /** Further JVM flags of the child. */
  List<String> flags() {
    String directory = "-D" + ClassArchive.SHARED_IN_PROPERTY + "=" + file.getParent();
    if (makes) {
      // It would warn of classes that cannot be in it; it is only about being quicker.
      return List.of("-XX:ArchiveClassesAtExit=" + unfinished, "-Xlog:cds*=off", directory);
    }
    return Files.exists(file)
        ? List.of("-XX:SharedArchiveFile=" + file, "-Xlog:cds*=off", directory)
        : List.of(directory);
  }

  /** The child has started. */
  void follow(Process child) {
    var unused = child.onExit().thenAccept(ended -> ended(ended.exitValue()));
  }

  /** There is no child after all. */
  void notStarted() {
    ended(Integer.MIN_VALUE);
  }

  void ended(int exitCode) {
    if (!makes) {
      return;
    }
    try {
      if (IN_ORDER.contains(exitCode) && Files.exists(unfinished)) {
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
      } else {
        Files.deleteIfExists(unfinished);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot keep the archive of classes " + file, e);
    } finally {
      BEING_MADE.remove(file);
    }
  }
}

package org.zonekeeper.cluster;

import java.nio.file.Path;
import java.util.List;

/**
 * An archive of the classes that a process has loaded, for others of its kind: they start in half
 * the time, and what they do for the first time costs them less. Made by a process that ends in
 * good order. Immutable; any thread.
 *
 * @param file the archive; a JVM that finds none or another's does without
 */
public record ClassArchive(Path file) {
  /** For the process that makes it, when it ends. It cannot have a Java agent. */
  public List<String> recordFlags() {
    return List.of("-XX:ArchiveClassesAtExit=" + file);
  }

  /** For the processes that use it. */
  public List<String> useFlags() {
    return List.of("-XX:SharedArchiveFile=" + file);
  }
}

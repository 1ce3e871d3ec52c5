package org.zonekeeper.cluster.process;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/**
 * An archive of the classes that a process has loaded, for others of its kind: they start a fifth
 * sooner, and what they do for the first time costs them less. Made by a process that ends in good
 * order. Immutable; any thread.
 *
 * @param file the archive; a JVM that finds none or another's does without
 */
public record ClassArchive(Path file) {
  /**
   * Whether this JVM's class path, which child processes have as well, lets an archive be made: it
   * must consist of jars. That of tests has directories.
   */
  public static boolean isPossible() {
    return Pattern.compile(File.pathSeparator, Pattern.LITERAL)
        .splitAsStream(System.getProperty("java.class.path"))
        .noneMatch(entry -> Files.isDirectory(Path.of(entry)));
  }

  /** For the process that makes it, when it ends. It cannot have a Java agent. */
  public List<String> recordFlags() {
    return List.of("-XX:ArchiveClassesAtExit=" + file);
  }

  /** For the processes that use it. */
  public List<String> useFlags() {
    return List.of("-XX:SharedArchiveFile=" + file);
  }
}

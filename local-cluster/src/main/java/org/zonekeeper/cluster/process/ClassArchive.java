package org.zonekeeper.cluster.process;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An archive of the classes that a process has loaded, for others of its kind: they start a fifth
 * sooner, and what they do for the first time costs them less. Made by a process that ends in good
 * order. Immutable; any thread.
 *
 * @param file the archive; a JVM that finds none or another's does without
 */
public record ClassArchive(Path file) {
  /**
   * System property with a directory in which child processes of the same main class and class path
   * share an archive: whoever finds none makes it, when it ends in good order. Nothing is shared
   * unless it is set. For many short runs, such as the system tests.
   */
  public static final String SHARED_IN_PROPERTY = "zonekeeper.class.archives";

  /** What an archive of its own is made or used by, and what rules one out. */
  private static final Predicate<String> HAVE_OWN =
      Pattern.compile("-XX:(SharedArchiveFile|ArchiveClassesAtExit)=|-javaagent:").asPredicate();

  /**
   * Whether this JVM's class path, which child processes have as well, lets an archive be made: it
   * must consist of jars. That of tests has directories.
   */
  public static boolean isPossible() {
    return isPossible(System.getProperty("java.class.path"));
  }

  private static boolean isPossible(String classPath) {
    return entries(classPath).noneMatch(entry -> Files.isDirectory(Path.of(entry)));
  }

  /**
   * Further flags for a child process, so that it shares an archive; none where nothing is shared,
   * or nothing can be.
   *
   * @param flags that it has already
   */
  static List<String> sharedFlags(String mainClass, String classPath, List<String> flags) {
    String directory = System.getProperty(SHARED_IN_PROPERTY);
    if (directory == null || !isPossible(classPath) || flags.stream().anyMatch(HAVE_OWN)) {
      return List.of();
    }
    Path file =
        Path.of(directory).resolve("%s-%08x.jsa".formatted(mainClass, classPath.hashCode()));
    return List.of(
        "-XX:+AutoCreateSharedArchive",
        "-XX:SharedArchiveFile=" + file,
        // Of classes that cannot be in it; it is only about being quicker.
        "-Xlog:cds*=off",
        "-D" + SHARED_IN_PROPERTY + "=" + directory);
  }

  /**
   * Where archives are shared, the class path without the directories of tests, unless the class is
   * in one of them.
   */
  static String withoutTests(String classPath, String mainClass) {
    if (System.getProperty(SHARED_IN_PROPERTY) == null) {
      return classPath;
    }
    String file = mainClass.replace('.', '/') + ".class";
    return entries(classPath)
        .filter(
            entry ->
                !Path.of(entry).endsWith("test-classes")
                    || Files.exists(Path.of(entry).resolve(file)))
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static Stream<String> entries(String classPath) {
    return Pattern.compile(File.pathSeparator, Pattern.LITERAL).splitAsStream(classPath);
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
